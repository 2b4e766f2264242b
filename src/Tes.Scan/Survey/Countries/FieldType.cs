namespace Tes.Scan.Survey.Countries;

/// <summary>Types of fields in a MaxMind DB file ("Output Data Section"), with their numbers there.</summary>
internal enum FieldType
{
    /// <summary>The type follows in the next octet.</summary>
    Extended = 0,
    Pointer = 1,
    Text = 2,
    Double = 3,
    Octets = 4,
    UInt16 = 5,
    UInt32 = 6,
    Map = 7,
    Int32 = 8,
    UInt64 = 9,
    UInt128 = 10,
    Array = 11,

    /// <summary>Holds what pointers lead to; nothing leads to it itself.</summary>
    CacheContainer = 12,
    EndMarker = 13,
    Boolean = 14,
    Float = 15,
}
