namespace Tes.Smtp;

/// <summary>A server sent more than <see cref="TlsLimits.SessionLength"/>. Never leaves the probe.</summary>
internal sealed class SessionTooLongException : IOException;
