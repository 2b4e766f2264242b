using System.CommandLine;

namespace Tes.Cli.Options;

/// <summary>An option whose value is what a peer said: it may be anything, also empty or like an option.</summary>
internal sealed class FreeTextOption(string name) : Option<string>(name);
