using Tes.Cli;

IcuLibrary.LoadOnlyFor(args);
return args is ["--version"]
    ? VersionText.Print() // before anything else is touched: a start costs what it initialises
    : await TesProgram.RunProcessAsync(args);
