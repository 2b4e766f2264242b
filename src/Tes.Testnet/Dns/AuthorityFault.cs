namespace Tes.Testnet.Dns;

/// <summary>What is wrong with an authoritative server, whatever the zone.</summary>
public enum AuthorityFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It takes queries and never replies.</summary>
    KeepsSilent,

    /// <summary>Everything is answered REFUSED.</summary>
    Refuses,

    /// <summary>Everything is answered SERVFAIL.</summary>
    ServFails,

    /// <summary>It answers without AA, as a resolver does from its cache.</summary>
    AnswersWithoutAuthority,

    /// <summary>It refers to the root, as servers of old did for zones that they do not have.</summary>
    RefersUpwards,

    /// <summary>OPT is answered FORMERR (RFC 6891 §7).</summary>
    RejectsEdns,

    /// <summary>OPT is answered as if it were not there.</summary>
    IgnoresEdns,

    /// <summary>Empty non-terminals are said not to exist.</summary>
    DeniesEmptyNonTerminals,

    /// <summary>DS at the apex of a zone that it has is answered from that zone, though it has the parent too.</summary>
    AnswersDsFromChild,

    /// <summary>UDP replies are cut to nothing with TC, whatever their size.</summary>
    TruncatesAll,

    /// <summary>UDP replies are no messages behind their header.</summary>
    SendsGarbage,
}
