using System.Globalization;
using Tes.Scan.Reports;

namespace Tes.Scan.Checks;

/// <summary>How findings name what they are about.</summary>
internal static class Subject
{
    public static string Of(HostReport host, AddressReport address) =>
        string.Create(CultureInfo.InvariantCulture, $"{host.Name} [{address.Address.Address}]");
}
