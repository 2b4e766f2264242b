using System.Text;
using Tes.Dns;
using Tes.Dns.Iana;
using Tes.Dns.Messages;
using Tes.Dns.Records;
using Tes.Dns.Resolution;

namespace Tes.Fuzz.Targets;

/// <summary>A resolver with the key of RFC 8463 Appendix A.2 under every name, which answers at once.</summary>
internal sealed class OneKey : IResolver
{
    public static readonly OneKey Instance = new();

    private static readonly byte[] Record = Encoding.ASCII.GetBytes("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");

    public ValueTask<Answer> ResolveAsync(DomainName name, RRType type, CancellationToken cancellationToken)
    {
        var rrset = new RRset(name, RRType.Txt, RRClass.IN, 60, [(byte[])[(byte)Record.Length, .. Record]], []);
        return ValueTask.FromResult<Answer>(new Answer.Found(
            new Question(name, type), [], new ValidatedRRset(rrset, SecurityStatus.Insecure, null, null, null, null), ValidationTrace.Empty));
    }
}
