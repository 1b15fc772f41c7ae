using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using OpenMemory.Cli.Inspection;
using OpenMemory.Cli.Terminal;

namespace OpenMemory.Cli.Report;

/// <summary>The grains that the page lists: rows of JSON for its script, and what the chains need.</summary>
internal sealed class GrainList
{
    /// <summary>
    /// Escapes what could end a script element or a line of it, and leaves other letters alone: <c>&lt; &gt; &amp;</c> and
    /// U+2028, U+2029 are always escaped.
    /// </summary>
    internal static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly ArrayBufferWriter<byte> _rows = new();
    private readonly List<ListedGrain> _grains = [];

    private GrainList()
    {
    }

    /// <summary>The grains, in the order of the file.</summary>
    internal IReadOnlyList<ListedGrain> Grains => _grains;

    /// <summary>A JSON array with an object for each.</summary>
    internal ReadOnlyMemory<byte> Rows => _rows.WrittenMemory;

    /// <summary>Grains whose JSON is left out, because the list is long enough without.</summary>
    internal int WithoutJson { get; private set; }

    /// <summary>Listed grains that are about a person by their header.</summary>
    internal int Personal { get; private set; }

    /// <summary>Reads the first grains of a file.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="view">Its namespaces, which rows name by their position.</param>
    /// <param name="verification">What is wrong with it.</param>
    /// <param name="maxGrains">How many to list.</param>
    internal static GrainList Of(MgFileReader reader, SummaryView view, MgVerifyReport verification, int maxGrains)
    {
        Dictionary<int, OmsFault> faults = [];
        foreach (MgFault fault in verification.Faults) faults.TryAdd(fault.Index, fault.Fault);
        Dictionary<string, int> namespaces = [];
        for (int i = 0; i < view.Namespaces.Count; i++) namespaces.TryAdd(view.Namespaces[i].Name, i);
        GrainList list = new();
        using Utf8JsonWriter json = new(list._rows, JsonOptions);
        json.WriteStartArray();
        for (int index = 0; index < Math.Min(reader.Count, maxGrains); index++)
        {
            ReadOnlySpan<byte> blob = reader[index];
            OmsFault fault = faults.GetValueOrDefault(index);
            // Not every fault of a bad file is in the report.
            if (!fault.IsFault && verification.FaultCount > verification.Faults.Count && !GrainView.TryParseDelivered(blob, out _, out fault))
                fault = fault.At(reader.OffsetOf(index));
            list.Write(json, index, blob, fault, namespaces);
        }
        json.WriteEndArray();
        json.Flush();
        return list;
    }

    private void Write(Utf8JsonWriter json, int index, ReadOnlySpan<byte> blob, in OmsFault fault, Dictionary<string, int> namespaces)
    {
        ReadOnlySpan<byte> inner = GrainBlob.BytesIn(blob); // of a signed grain
        bool hasHeader = GrainHeader.TryRead(inner, out GrainHeader header);
        ContentAddress address = ContentAddress.Compute(inner);
        Grain? grain = Read(blob);
        string type = hasHeader ? SummaryView.TypeName((byte)header.Type) : "unreadable";
        string sentence = grain is not null ? GrainSentence.Of(grain)
            : (header.Flags & GrainFlags.Encrypted) != 0 ? "sealed: its content cannot be read without the key" : "";
        uint created = header.CreatedAtSeconds;
        _grains.Add(new ListedGrain(index, address, type, created, sentence, grain is null ? GrainLinks.None : GrainLinks.Of(grain)));
        if (hasHeader && header.Sensitivity >= Sensitivity.Pii) Personal++;

        json.WriteStartObject();
        json.WriteNumber("index", index);
        json.WriteString("address", address.ToString());
        json.WriteNumber("bytes", blob.Length);
        json.WriteString("type", type);
        if (hasHeader) json.WriteNumber("sensitivity", (int)header.Sensitivity);
        if (created != 0) json.WriteString("created", SummaryView.Time(created));
        if (hasHeader) json.WriteString("encoding", Encoding(header, grain));
        if (grain?.GetValue("namespace") is { Kind: OmsValueKind.Text } name) WriteNamespace(json, name.AsText(), namespaces);
        json.WriteString("sentence", sentence);
        if (fault.IsFault) json.WriteString("fault", PlainText.Clean(fault.ToString(), 4 * ReportOptions.MaxNameRunes));
        if (grain is not null) WriteJson(json, grain);
        json.WriteEndObject();
    }

    private void WriteJson(Utf8JsonWriter json, Grain grain)
    {
        if (json.BytesCommitted + json.BytesPending < ReportOptions.MaxListBytes) json.WriteString("json", GrainText.Of(grain));
        else WithoutJson++;
    }

    /// <summary>A position among the named ones, or the name itself.</summary>
    private static void WriteNamespace(Utf8JsonWriter json, string name, Dictionary<string, int> namespaces)
    {
        if (namespaces.TryGetValue(name, out int position)) json.WriteNumber("namespace", position);
        else json.WriteString("namespace", PlainText.Clean(name, ReportOptions.MaxNameRunes));
    }

    private static string Encoding(in GrainHeader header, Grain? grain)
    {
        string written = (grain is null ? (header.Flags & GrainFlags.Cbor) != 0 : grain.Encoding == PayloadEncoding.Cbor) ? "CBOR" : "MessagePack";
        if ((header.Flags & GrainFlags.Encrypted) != 0) written += ", sealed";
        return (header.Flags & GrainFlags.Signed) != 0 ? $"{written}, signed" : written;
    }

    /// <summary>What a grain says, also where it breaks rules: the fault stands beside it.</summary>
    private static Grain? Read(ReadOnlySpan<byte> blob)
    {
        try
        {
            return ReceivedGrain.Read(blob).Grain;
        }
        catch (OmsException)
        {
            return null;
        }
    }
}
