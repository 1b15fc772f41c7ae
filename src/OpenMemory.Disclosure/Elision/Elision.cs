using System.Runtime.InteropServices;
using System.Text;

namespace OpenMemory.Disclosure;

/// <summary>
/// Makes disclosed grains: chosen fields are replaced by the hashes of their values in <c>_elided</c>, and <c>_disclosure_of</c> names the
/// original (§10). The kept fields are copied byte by byte, in MessagePack and in CBOR.
/// </summary>
public static class Elision
{
    /// <summary>Makes a disclosed grain.</summary>
    /// <param name="original">The original, or a disclosed grain of which more is to be hidden: the new one names the same original.</param>
    /// <param name="fields">Full names of the fields to hide. Fields that the grain does not have are nothing to hide.</param>
    /// <param name="options">How it is made; strict by default.</param>
    /// <returns>The disclosed grain, which has an address of its own (OMS-10.3-1).</returns>
    /// <exception cref="OmsException">
    /// A field must not be hidden, or is not listed and <see cref="ElisionOptions.AllowUnlisted"/> is not set: the fault names field and
    /// rule. A name is no field of the specification and none of the grain. Nothing is left to hide. The grain is sealed, compressed or not
    /// canonical, or is a disclosed one whose hashes or whose <c>_disclosure_of</c> are none.
    /// </exception>
    public static GrainBlob Elide(GrainBlob original, IEnumerable<string> fields, ElisionOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(fields);
        GrainView source = Require(original);
        HiddenFields hidden = HiddenFields.Select(source, fields, options);
        return Elide(original, source, hidden, options)
            ?? throw new OmsException(new(OmsErrorCode.Schema, "R-38", "The grain has none of the fields, so that nothing would be hidden"));
    }

    /// <summary>Makes a disclosed grain of a typed one.</summary>
    /// <param name="original">The original, which is written first: the disclosed grain names its address.</param>
    /// <param name="fields">Full names of the fields to hide.</param>
    /// <param name="options">How it is made; strict by default.</param>
    /// <returns>The disclosed grain.</returns>
    /// <exception cref="OmsException">The original breaks a rule of its type, or as for the other overload.</exception>
    public static GrainBlob Elide(Grain original, IEnumerable<string> fields, ElisionOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(original);
        return Elide(original.ToBlob(), fields, options);
    }

    /// <summary>Makes a disclosed grain.</summary>
    /// <param name="original">The original.</param>
    /// <param name="fields">The fields to hide. Fields that the grain does not have are nothing to hide.</param>
    /// <returns>The disclosed grain, which has an address of its own (OMS-10.3-1).</returns>
    /// <exception cref="OmsException">As for the other overload.</exception>
    public static GrainBlob Elide(GrainBlob original, params ReadOnlySpan<Field> fields)
    {
        string[] names = new string[fields.Length];
        for (int i = 0; i < names.Length; i++) names[i] = fields[i].FullName;
        return Elide(original, names);
    }

    /// <summary>Makes a disclosed grain; null where nothing would be hidden.</summary>
    internal static GrainBlob? Elide(GrainBlob original, in GrainView source, in HiddenFields hidden, in ElisionOptions options)
    {
        KeptEntry[] kept = new KeptEntry[source.Count];
        List<ElidedEntry> elided = [];
        GrainHeader header = source.Header with { Flags = (source.Header.Flags & ~GrainFlags.Signed) | (options.Signed ? GrainFlags.Signed : GrainFlags.None) };
        int count = 0, position = GrainHeader.Size;
        bool namesOriginal = false, hidesAlready = false;
        ReadOnlySpan<byte> bytes = source.Bytes;
        TrustedReader.Read(bytes, source.Encoding, ref position, out Token root); // the head of the map alone
        for (int i = root.Length; i > 0; i--)
        {
            int start = position, keyLength = TrustedReader.ReadKeyLength(bytes, source.Encoding, ref position), valueStart = position + keyLength;
            ReadOnlySpan<byte> key = bytes[position..valueStart];
            position = valueStart;
            TrustedReader.Skip(bytes, source.Encoding, ref position);
            if (key.SequenceEqual(DisclosedBytes.ElidedKey)) hidesAlready = true;
            else if (hidden.Contains(key, out ReadOnlyMemory<byte> name))
            {
                elided.Add(new(name, ElisionHash.Compute(bytes[valueStart..position], source.Encoding), default));
                header = Without(header, key);
            }
            else
            {
                kept[count++] = new(start, position, valueStart - keyLength, keyLength);
                namesOriginal |= key.SequenceEqual(DisclosedBytes.OriginalKey);
            }
        }
        if (elided.Count == 0) return null;
        if (namesOriginal || hidesAlready) AddEarlier(source, elided);
        byte[] disclosed = DisclosedBytes.Write(
            source, header, kept.AsSpan(0, count), CollectionsMarshal.AsSpan(elided), namesOriginal ? null : original.Address, options.Limits.OrDefault.MaxBlobBytes);
        return GrainBlob.Adopt(disclosed);
    }

    /// <summary>What hides more of a disclosed grain keeps what that hid.</summary>
    private static void AddEarlier(in GrainView source, List<ElidedEntry> elided)
    {
        if (Readable.FaultOfDisclosure(source) is { IsFault: true } fault) throw new OmsException(fault);
        if (!source.TryGet(DisclosedBytes.ElidedKey, out FieldValue earlier)) return;
        HashSet<string> hidden = [.. elided.Select(static entry => Encoding.UTF8.GetString(entry.Name.Span))];
        foreach (FieldEntry entry in earlier)
        {
            byte[] name = entry.Key.ToArray();
            // What is shown and hidden at once was a contradiction; the value is what the new hash is of.
            if (hidden.Contains(Encoding.UTF8.GetString(name))) continue;
            FieldValue value = entry.Value;
            elided.Add(new(name, default, value.Offset..(value.Offset + value.Encoded.Length)));
        }
    }

    /// <summary>A header that does not tell what a hidden field was: two bytes of the namespace's hash would .</summary>
    private static GrainHeader Without(GrainHeader header, ReadOnlySpan<byte> key) => key switch
    {
        _ when key.SequenceEqual("ns"u8) || key.SequenceEqual("namespace"u8) => // the full name in types without a schema
            header with { NamespaceHash = 0 },
        _ when key.SequenceEqual("cr"u8) => header with { Flags = header.Flags & ~GrainFlags.HasContentRefs },
        _ when key.SequenceEqual("er"u8) => header with { Flags = header.Flags & ~GrainFlags.HasEmbeddingRefs },
        _ => header,
    };

    private static GrainView Require(GrainBlob original)
    {
        GrainView view = Readable.View(original);
        if (!original.IsCanonical) throw new OmsException(new(OmsErrorCode.Corrupt, "R-26", "Of a grain that is not canonical no disclosed grain is made"));
        return view;
    }
}
