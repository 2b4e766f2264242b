using System.Runtime.InteropServices;

namespace Tes.Scan.Survey.Countries;

/// <summary>One field of a data section, without what follows within a map or an array.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Size">Octets of what has a length; members of a map, elements of an array; of a pointer, where it leads to.</param>
/// <param name="Start">Where its content begins.</param>
/// <param name="End">Where the next field begins; of maps and arrays, their first member or element.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Field(FieldType Type, int Size, int Start, int End);
