using System.Net;
using Tes.Dns.Messages;

namespace Tes.Testnet.Dns;

/// <summary>A query that a server got.</summary>
/// <param name="Server">Its address.</param>
/// <param name="Question">The question.</param>
/// <param name="Edns">Its OPT record, if any.</param>
/// <param name="Transport">What it came over.</param>
public sealed record AskedQuestion(IPAddress Server, Question Question, Edns? Edns, DnsTransport Transport);
