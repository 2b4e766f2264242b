using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Xml;
using Tes.Mail.Reports;

namespace Tes.Mail.Dmarc.Reports;

/// <summary>
/// Reads reports of all kinds of senders: in the namespace of RFC 9990, of drafts, or none; elements in any order, missing or
/// unknown. No DTD, so no entities; everything is bounded.
/// </summary>
internal sealed class AggregateReportReader
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        MaxCharactersInDocument = ReportLimits.MaxUnpackedLength,
    };

    private readonly List<string> _path = [];
    private readonly StringBuilder _text = new();
    private readonly AggregateReportParts _parts = new();
    private int _entriesBefore;
    private string? _namespace;
    private int _foreignDepth;

    public static bool TryRead(byte[] octets, [NotNullWhen(true)] out IReadOnlyList<AggregateReport>? reports, [NotNullWhen(false)] out string? problem)
    {
        reports = null;
        ArgumentNullException.ThrowIfNull(octets);
        if (!ReportFile.TryUnpack(octets, ".xml", out IReadOnlyList<byte[]>? documents, out problem))
            return false;
        var read = new List<AggregateReport>();
        int entries = 0;
        foreach (byte[] document in documents)
        {
            var reader = new AggregateReportReader { _entriesBefore = entries };
            problem = reader.Read(document);
            if (problem is not null)
                return false;
            entries += reader._parts.EntryCount;
            read.Add(reader._parts.ToReport());
        }

        reports = read;
        return true;
    }

    private string? Read(byte[] document)
    {
        try
        {
            using var source = new MemoryStream(document, writable: false);
            using XmlReader xml = XmlReader.Create(source, Settings);
            return Read(xml);
        }
        catch (XmlException)
        {
            // The only way in which the library says that a document is not well-formed, has a DTD or is too long.
            return "it is not a well-formed XML document without DTD";
        }
    }

    private string? Read(XmlReader xml)
    {
        while (xml.Read())
        {
            if (xml.Depth > ReportLimits.MaxDepth)
                return "it is nested more than 32 deep";
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    if (_path.Count == 0 && xml.LocalName != "feedback")
                        return "its root is not feedback, so it is no aggregate report";
                    bool isEmpty = xml.IsEmptyElement;
                    Open(xml.LocalName, xml.NamespaceURI);
                    if (isEmpty)
                        Close();
                    break;
                case XmlNodeType.EndElement:
                    Close();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    _text.Append(xml.Value);
                    break;
                default:
                    break;
            }

            if (_entriesBefore + _parts.EntryCount > ReportLimits.MaxRecords)
                return "it has more than 200000 records and results in them";
        }

        return null;
    }

    private void Open(string name, string namespaceUri)
    {
        _namespace ??= namespaceUri;
        // RFC 9990 §5: extensions stand in namespaces of their own, and an element of theirs may have a name of ours
        if (_foreignDepth > 0 || (namespaceUri.Length > 0 && namespaceUri != _namespace))
            _foreignDepth++;
        _path.Add(name);
        _text.Clear();
    }

    private void Close()
    {
        if (_foreignDepth > 0)
            _foreignDepth--;
        else
            _parts.Take(_path, _text.ToString().Trim());
        _path.RemoveAt(_path.Count - 1);
        _text.Clear();
    }
}
