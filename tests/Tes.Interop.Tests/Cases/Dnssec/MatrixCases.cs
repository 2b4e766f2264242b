using Tes.Interop.Tests.Names;

namespace Tes.Interop.Tests.Cases.Dnssec;

/// <summary>Every signer with every algorithm and every kind of denial that it can make.</summary>
internal static class MatrixCases
{
    private static readonly (string Name, Denial Denial)[] Denials =
    [
        ("nsec", Denial.Nsec),
        ("nsec3", Denial.Nsec3()),
        ("salted", Denial.Nsec3(5, "cafe")),
        ("opt-out", Denial.Nsec3OptOut(1, "beef")),
    ];

    // RFC 5155 §2: algorithm 5 says that the zone has no NSEC3; signers refuse it.
    public static IReadOnlyDictionary<string, MatrixCell> ByTitle { get; } = (
        from signer in (Signer[])[Signer.Bind, Signer.Ldns, Signer.Knot]
        from algorithm in Enum.GetValues<Algorithm>()
        from denial in Denials
        where algorithm != Algorithm.RsaSha1 || denial.Denial == Denial.Nsec
        select new MatrixCell(signer, algorithm, denial.Name, denial.Denial)).ToDictionary(cell => cell.Title, StringComparer.Ordinal);

    public static IEnumerable<Zone> Zones => ByTitle.Values.SelectMany(cell => cell.Zones);

    public static IEnumerable<DnssecCase> Cases => ByTitle.Values.SelectMany(cell => cell.Cases);
}
