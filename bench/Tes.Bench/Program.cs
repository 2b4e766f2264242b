using Tes.Bench;

// See bench/README.md. What needs other servers is started by bench/validation.
return args switch
{
    ["round-trips"] => await RoundTrips.RunAsync(),
    ["worst-case"] => await WorstCase.RunAsync(),
    ["cache", var unsigned, var signed] => await CacheBench.RunAsync(unsigned, signed),
    ["zones", var directory, var server, var zones, var warmUp] => ZoneFactory.Run(directory, server, zones, warmUp),
    ["look-ups", var server, var anchor, var warmUp, var names] => await Lookups.RunAsync(server, anchor, warmUp, names),
    ["survey-net", var folder, var domains, var hosts, var many, var tenants, var latency] => await SurveyNet.RunAsync(folder, domains, hosts, many, tenants, latency),
    ["survey-net", var folder, var domains, var hosts, var many, var tenants, var latency, var address] => await SurveyNet.RunAsync(folder, domains, hosts, many, tenants, latency, address),
    ["handshakes", var addresses] => await Handshakes.RunAsync(addresses),
    ["spf"] => await SpfBench.RunAsync(),
    ["dkim", var folder] => await DkimBench.RunAsync(folder),
    ["stub", var server, var names, var passes] => StubLoad.Run(server, names, passes),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Tes.Bench round-trips | worst-case | zones DIRECTORY SERVER ZONES WARM-UP-ZONES | look-ups SERVER ANCHOR WARM-UP-NAMES NAMES | cache UNSIGNED-RRSETS SIGNED-RRSETS | survey-net FOLDER DOMAINS HOSTS NAMES TENANTS MILLISECONDS [ADDRESS] | handshakes ADDRESSES | spf | dkim FOLDER | stub SERVER NAMES PASSES");
    return 2;
}
