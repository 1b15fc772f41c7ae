using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace OpenMemory.Fuzzing;

/// <summary>What holds for every blob, sound or not (OMS-4.5-3, OMS-19-2): refused with a proper fault, or read and written without loss.</summary>
internal static partial class BlobInvariants
{
    /// <summary>Checks one blob.</summary>
    /// <returns>The code it was refused with; <see cref="OmsErrorCode.None"/> when it was accepted.</returns>
    /// <exception cref="FindingException">Something does not hold.</exception>
    internal static OmsErrorCode Check(in FuzzCase input)
    {
        byte[] blob = input.Bytes;
        bool accepted = GrainView.TryParse(blob, out GrainView view, out OmsFault fault, input.Options);
        FindingException.Unless(fault.IsFault != accepted, "a fault and acceptance at once, or neither");
        if (accepted) CheckAccepted(input, view, input.Options);
        else CheckFault(fault, blob.Length);
        Agree(input, accepted, fault);
        input.Expected.Check(fault.Code);

        if (!accepted)
        {
            GrainReadOptions lenient = input.Options with { SkipSchema = true };
            if (GrainView.TryParse(blob, out GrainView loose, out OmsFault still, lenient)) CheckAccepted(input, loose, lenient);
            else CheckFault(still, blob.Length);
        }
        return fault.Code;
    }

    /// <summary>A fault has a code, a rule, a text, and an offset inside the input.</summary>
    /// <exception cref="FindingException">Something does not hold.</exception>
    internal static void CheckFault(in OmsFault fault, long length)
    {
        string? missing = !Enum.IsDefined(fault.Code) || fault.Code == OmsErrorCode.None ? "code"
            : !Rule().IsMatch(fault.Rule) ? "rule"
            : fault.Message.Length == 0 ? "message"
            : fault.Offset < 0 || fault.Offset > length ? "offset inside the input"
            : null;
        if (missing is not null) throw new FindingException($"a fault without {missing}: {fault.Code}, rule {fault.Rule}, offset {fault.Offset}, {fault.Message}");
    }

    private static void CheckAccepted(in FuzzCase input, GrainView view, GrainReadOptions options)
    {
        byte[] blob = input.Bytes;
        ContentAddress address = view.ComputeAddress();
        FindingException.Unless(address.ToString() == Convert.ToHexStringLower(SHA256.HashData(blob)), "the address is not SHA-256 of the bytes");
        GrainProbe.Walk(view.GetEnumerator());
        if (view.IsSealed) return; // opaque by design (R-9)
        Grain grain = Grain.Read(blob, options);
        GrainProbe.ReadAll(grain);
        if (options.SkipSchema && (!view.TryGet("t"u8, out FieldValue type) || type.Kind != OmsValueKind.Text)) return;
        Same(grain.ToBlob(), blob, 0, "written again");
        if (!options.InsideEnvelope) CheckTranscoded(blob, options);
        if (options.SkipSchema) return;
        string json = GrainJson.ToJson(grain);
        GrainType? opaque = grain.Type.HasSchema() ? null : grain.Type;
        int start = input.IsHeaderDerived ? 0 : GrainHeader.Size;
        Same(Grain.Restore(grain.ToFields(), opaque, encoding: view.Encoding).ToBlob(), blob, start, "through its fields");
        Same(GrainJson.Encode(Encoding.UTF8.GetBytes(json), restore: true, view.Encoding), blob, start, "through JSON");
    }

    /// <summary>The other encoding is sound, and leads back (OMS-16.2-4).</summary>
    private static void CheckTranscoded(byte[] bytes, GrainReadOptions options)
    {
        GrainBlob blob = GrainBlob.Parse(bytes, options);
        PayloadEncoding encoding = blob.View().Encoding;
        GrainBlob other = blob.Transcode(encoding ^ PayloadEncoding.Cbor);
        if (!GrainView.TryParse(other.Span, out _, out OmsFault fault, options)) throw new FindingException($"transcoded, nobody reads it: {fault}");
        Same(other.Transcode(encoding), bytes, 0, "transcoded and back");
    }

    /// <summary>Compares bytes, from an offset on.</summary>
    private static void Same(GrainBlob actual, byte[] expected, int start, string road)
    {
        if (!actual.Span[start..].SequenceEqual(expected.AsSpan(start)))
            throw new FindingException($"{road}: other bytes, {Convert.ToHexStringLower(actual.Span)}");
        if (start == 0) FindingException.Unless(actual.Address == ContentAddress.Compute(expected), $"{road}: another address");
    }

    /// <summary>What throws and what does not throw say the same.</summary>
    private static void Agree(in FuzzCase input, bool accepted, in OmsFault fault)
    {
        try
        {
            GrainView.Parse(input.Bytes, input.Options);
            FindingException.Unless(accepted, "Parse accepts what TryParse refuses");
        }
        catch (OmsException exception)
        {
            if (accepted || exception.Fault != fault) throw new FindingException($"Parse says {exception.Fault}, TryParse says {fault}");
        }
    }

    [GeneratedRegex(@"^(OMS-[0-9.]+-[0-9]+|OMS-L-[0-9]+|R-[0-9]+)\z")]
    private static partial Regex Rule();
}
