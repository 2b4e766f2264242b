namespace Tes.Architecture.Tests;

/// <summary>Where a project stands; a project references lower values only. <see cref="Beside"/> is next to all of them.</summary>
internal enum Layer
{
    Beside,
    Data,
    Protocol,
    Decision,
    Engine,
    Host,
}
