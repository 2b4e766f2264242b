namespace Tes.Resolver.Doctor;

/// <summary>How one question of the doctor travels.</summary>
internal enum PathTransport
{
    /// <summary>As the resolver is asked at first: UDP, or the connection that it is asked over.</summary>
    Usual,

    /// <summary>TCP.</summary>
    Tcp,
}
