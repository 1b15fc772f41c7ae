using System.Runtime.InteropServices;

namespace OpenMemory;

/// <summary>What writing a field of one type needs, side by side: its slot, its key, and which values it takes without a second look.</summary>
internal readonly struct KnownKey
{
    /// <summary>The key's first eight bytes, see <see cref="CanonicalOrder"/>.</summary>
    internal readonly ulong Prefix;

    /// <summary>The key as it is written: its header and at most 31 bytes of ASCII.</summary>
    internal readonly byte[] Encoded;

    /// <summary>The first eight bytes of that, to be written at once; a shorter key is followed by zeros.</summary>
    internal readonly ulong Head;

    /// <summary>The length of the encoded key.</summary>
    internal readonly byte Size;

    /// <summary>Kinds of value, as bits, that break no rule of the schema or for authors, whatever the value is.</summary>
    private readonly ushort _plainKinds;

    private readonly sbyte _slot;

    /// <summary>Whether an older version wrote something here that an author must not (OMS-L-20).</summary>
    internal readonly bool HasOldForms;

    /// <summary>Whether the field holds a float, also when a whole number is given (OMS-4.3-5).</summary>
    internal readonly bool IsFloat;

    /// <param name="key">The key in UTF-8: ASCII, and shorter than 32 bytes.</param>
    /// <param name="slot">The field's slot.</param>
    /// <param name="plainKinds">Kinds of value, as bits, that break no rule whatever the value is.</param>
    /// <param name="hasOldForms">See <see cref="HasOldForms"/>.</param>
    /// <param name="isFloat">See <see cref="IsFloat"/>.</param>
    internal KnownKey(ReadOnlySpan<byte> key, int slot, int plainKinds, bool hasOldForms, bool isFloat)
    {
        Prefix = CanonicalOrder.Prefix(key);
        Encoded = [(byte)(MsgPack.FixText | key.Length), .. key];
        Size = (byte)Encoded.Length;
        Span<byte> head = stackalloc byte[sizeof(ulong)];
        head.Clear();
        Encoded.AsSpan(0, Math.Min(Encoded.Length, head.Length)).CopyTo(head);
        Head = MemoryMarshal.Read<ulong>(head);
        _slot = (sbyte)slot;
        _plainKinds = (ushort)plainKinds;
        HasOldForms = hasOldForms;
        IsFloat = isFloat;
    }

    /// <summary>The slot; -1 where the type does not have the field.</summary>
    internal int Slot => _slot;

    /// <summary>Stands for a field that the type does not have.</summary>
    internal static KnownKey None => new(-1);

    private KnownKey(sbyte slot)
    {
        Encoded = [];
        _slot = slot;
    }

    /// <summary>Whether a value may break a rule, by its kind alone.</summary>
    internal bool IsSuspect(OmsValueKind kind) => ((_plainKinds >> (int)kind) & 1) == 0;
}
