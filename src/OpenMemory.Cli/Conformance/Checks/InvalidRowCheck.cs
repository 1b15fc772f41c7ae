using System.Text.Json;
using OpenMemory.Compression;
using OpenMemory.Disclosure;
using OpenMemory.Signing;

namespace OpenMemory.Cli.Conformance.Checks;

/// <summary>An input that must be refused, with one of the codes that the row lists.</summary>
internal static class InvalidRowCheck
{
    internal static RowOutcome Run(VectorRow row)
    {
        string kind = row.Text("kind");
        switch (kind)
        {
            case "blob":
                byte[] blob = Bytes(row);
                // The view and the grain take different roads through a blob; both must refuse it. A view sees no compressed payload.
                return (IsCompressed(blob) ? null : Refuse(row, "read the view", () => _ = GrainView.Parse(blob).Type))
                    ?? Refuse(row, "read the grain", () => Grain.Read(blob, default, SystemCodecs.Zstd))
                    ?? RowOutcome.Pass;
            case "file":
                byte[] file = Bytes(row);
                return Refuse(row, "read the file", () => ReadFile(file)) ?? RowOutcome.Pass;
            case "address":
                return Refuse(row, "parse the address", () => ContentAddress.Parse(row.Text("text"))) ?? RowOutcome.Pass;
            case "cas_uri":
                return Refuse(row, "parse the URI", () => CasUri.Parse(row.Text("text"))) ?? RowOutcome.Pass;
            case "verify":
                byte[] bytes = Bytes(row);
                return Refuse(row, "verify", () => ContentAddress.Parse(row.Text("address")).Verify(bytes)) ?? RowOutcome.Pass;
            case "write":
                return Write(row);
            case "envelope":
                byte[] envelope = Bytes(row);
                return Refuse(row, "verify the envelope", () => Verify(envelope)) ?? RowOutcome.Pass;
            case "stream":
                byte[] stream = Bytes(row);
                return Refuse(row, "read the stream", () => FramingRowCheck.ReadAll(stream, out _)) ?? RowOutcome.Pass;
            case "elide":
                string[] fields = [.. row["elide"].EnumerateArray().Select(static name => name.GetString()!)];
                GrainBlob original = Grain.FromFields(new VectorNotation().Expand(row["input"]).AsMap()).ToBlob();
                return Refuse(row, "elide", () => Elision.Elide(original, fields)) ?? RowOutcome.Pass;
            default:
                return RowOutcome.Fail("row", "a known kind of row", $"unknown kind of row: {kind}");
        }
    }

    private static RowOutcome Write(VectorRow row)
    {
        VectorNotation notation = new();
        OmsMap input = notation.Expand(row["input"]).AsMap();
        RowOutcome? outcome = null;
        if (!notation.HasWideInteger) outcome = Refuse(row, "write", () => Grain.FromFields(input).ToBlob());
        if (!notation.WasUsed) outcome ??= Refuse(row, "write from JSON", () => GrainJson.Encode(row.Source("input").Span));
        return outcome ?? RowOutcome.Pass;
    }

    /// <summary>Null when the operation was refused as it should be.</summary>
    private static RowOutcome? Refuse(VectorRow row, string check, Action operation)
    {
        HashSet<string> accepted = [row.Text("error")];
        if (row.Has("error_any_of"))
            accepted.UnionWith(row["error_any_of"].EnumerateArray().Select(static (JsonElement code) => code.GetString()!));
        string expected = string.Join(" or ", accepted);
        try
        {
            operation();
            return RowOutcome.Fail(check, expected, "accepted");
        }
        catch (OmsException exception)
        {
            if (accepted.Contains(exception.Code.ToText())) return null;
            if (Capabilities.IsMissing(exception)) throw;
            return RowOutcome.Fail(check, expected, exception.Fault.ToString());
        }
    }

    /// <summary>Reads an envelope, verifies it with the key in <c>kid</c>, and reads the blob.</summary>
    private static void Verify(byte[] envelope)
    {
        SignatureCheck check = new SignatureVerifier().VerifyAsync(envelope).AsTask().GetAwaiter().GetResult();
        if (check.Grain is { } grain) Grain.Read(grain.Delivered.Span);
        if (check.IsVerified) return;
        EnvelopeView.Parse(envelope); // the row says that it is one; a verifier takes what does not begin so for a bare blob
        // §19 has no code of its own for a key that cannot be told; nothing is verified with it.
        if (check is { Status: SignatureStatus.KeyUnresolvable, Fault.Code: OmsErrorCode.NotSupported }) throw new OmsException(check.Fault with { Code = OmsErrorCode.Integrity });
        if (check.Fault.IsFault) throw new OmsException(check.Fault);
    }

    private static void ReadFile(byte[] file)
    {
        using MgFileReader reader = MgFileReader.Open(file, new() { Codecs = SystemCodecs.All });
        reader.Verify(MgCheck.Canonical).ThrowIfFaulty();
        for (int index = 0; index < reader.Count; index++) Grain.Read(reader[index]);
    }

    /// <summary>Whether the payload is compressed and not sealed .</summary>
    private static bool IsCompressed(ReadOnlySpan<byte> blob) =>
        GrainHeader.TryRead(blob, out GrainHeader header) && (header.Flags & (GrainFlags.Compressed | GrainFlags.Encrypted)) == GrainFlags.Compressed;

    private static byte[] Bytes(VectorRow row)
    {
        if (row.Has("hex")) return row.Hex("hex");
        using MemoryStream bytes = new();
        foreach (JsonElement element in row["parts"].EnumerateArray())
        {
            VectorRow part = new(element);
            byte[] piece = part.Hex("hex");
            for (int i = part.Has("repeat") ? part["repeat"].GetInt32() : 1; i > 0; i--) bytes.Write(piece);
        }
        return bytes.ToArray();
    }
}
