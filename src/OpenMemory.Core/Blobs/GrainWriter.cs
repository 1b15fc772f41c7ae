using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OpenMemory;

/// <summary>
/// Writes one grain on the hot path: fields in any order, canonical bytes out, nothing allocated in the steady state.
/// The type string, the header and the order of keys are the writer's business. Dispose it, or finish it once; do not copy it.
/// </summary>
/// <example>
/// <code>
/// using GrainWriter writer = new(GrainType.Fact);
/// writer.Write(Field.Subject, "user");
/// writer.Write(Field.Relation, "prefers");
/// writer.Write(Field.Object, "dark mode");
/// writer.Write(Field.Confidence, 0.9);
/// writer.Write(Field.CreatedAt, 1768471200000);
/// int length = writer.Finish(buffer, out ContentAddress address);
/// </code>
/// </example>
public ref partial struct GrainWriter
{
    private readonly EffectiveMap _map;
    private readonly GrainWriteOptions _options;
    private readonly GrainType _type;
    private readonly bool _writesType;
    private readonly CanonicalWriter _writer;
    private WriterState? _state;

    // Anything that might break the schema makes it be checked in full at the end.
    private bool _isSuspect;

    // The keys inside `context` depend on the tags, which may be written after it: so it is written last.
    private OmsValue _context;
    private bool _isIntegration;

    /// <summary>Begins a grain.</summary>
    /// <param name="type">One of the thirteen types, or an application type 0xF0–0xFF.</param>
    /// <param name="options">Sensitivity, signed flag and limits.</param>
    /// <exception cref="OmsException"><c>ERR_UNKNOWN_TYPE</c>: a type that may not be written (OMS-3.1-10).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The options name no encoding.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // so that the options are not copied twice
    public GrainWriter(GrainType type, GrainWriteOptions options = default)
        : this(type, in options, writesType: type.HasSchema())
    {
    }

    /// <summary>Begins a grain whose type string the caller may write, and which may be one that exists already.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal GrainWriter(GrainType type, scoped in GrainWriteOptions options, bool writesType)
    {
        EncodingRule.Require(options.Encoding);
        if (!options.Restore && !type.HasSchema() && !type.IsApplicationType()) RefuseType(type);
        _type = type;
        _writesType = writesType;
        _options = options;
        _map = EffectiveMap.For((byte)type);
        _state = WriterState.Rent();
        _writer = _state.Writer;
        _writer.Reset(GrainHeader.Size, options.Limits.OrDefault, _map.Names);
        _writer.BeginMap();
    }

    /// <summary>Writes a text.</summary>
    /// <param name="field">A field of the grain's type.</param>
    /// <param name="value">The text; it is normalized to form C.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Write(Field field, scoped ReadOnlySpan<char> value)
    {
        ref readonly KnownKey key = ref NoteField(field, OmsValueKind.Text);
        if (value.IsEmpty || (key.HasOldForms && LegacyRules.MayBeOld(value))) _isSuspect = true;
        _writer.WriteKnownText(key, value);
    }

    /// <summary>Writes a text.</summary>
    /// <param name="field">A field of the grain's type.</param>
    /// <param name="value">The text; it is normalized to form C. Null writes nothing.</param>
    public void Write(Field field, string? value)
    {
        if (value is not null) Write(field, value.AsSpan());
    }

    /// <summary>Writes a text given in UTF-8.</summary>
    /// <param name="field">A field of the grain's type.</param>
    /// <param name="utf8">The text; it is normalized to form C.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Write(Field field, scoped ReadOnlySpan<byte> utf8)
    {
        ref readonly KnownKey key = ref WriteKnownKey(field, OmsValueKind.Text);
        if (utf8.IsEmpty || (key.HasOldForms && LegacyRules.MayBeOld(utf8))) _isSuspect = true;
        _writer.WriteText(utf8);
    }

    /// <summary>Writes a float; in an integer field it must be whole .</summary>
    /// <param name="field">A field of the grain's type.</param>
    /// <param name="value">A finite number.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Write(Field field, double value) => WriteNumber(WriteKey(field, OmsValueKind.Float), value);

    /// <summary>Writes an integer; in a float field it becomes a float (OMS-4.3-5).</summary>
    /// <param name="field">A field of the grain's type.</param>
    /// <param name="value">The number.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Write(Field field, long value)
    {
        if (WriteKnownKey(field, OmsValueKind.Integer).IsFloat) _writer.WriteDouble(value);
        else _writer.WriteInteger(value);
    }

    /// <summary>Writes a boolean.</summary>
    /// <param name="field">A field of the grain's type.</param>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Write(Field field, bool value)
    {
        WriteKnownKey(field, OmsValueKind.Boolean);
        _writer.WriteBoolean(value);
    }

    /// <summary>Writes an array of texts.</summary>
    /// <param name="field">A field of the grain's type.</param>
    /// <param name="values">The texts, in order.</param>
    public void Write(Field field, scoped ReadOnlySpan<string> values)
    {
        WriteKnownKey(field, OmsValueKind.Array);
        _isSuspect = true;
        _isIntegration |= field == Field.StructuralTags && values.Contains(IntegrationTag);
        _writer.BeginArray(values.Length);
        foreach (string value in values) _writer.WriteText(value);
        _writer.EndArray();
    }

    /// <summary>Writes any value; nested maps that have short keys are compacted (§4.7). Null writes nothing.</summary>
    /// <param name="field">A field of the grain's type.</param>
    /// <param name="value">The value, with full names inside.</param>
    public void Write(Field field, OmsValue value)
    {
        if (value.IsNull) return;
        if (!TryDefer(field, value)) WriteFieldValue(WriteKey(field, value.Kind), value);
    }

    /// <summary>Writes a field of one's own, which other implementations preserve (OMS-6-3).</summary>
    /// <param name="name">A name that is neither a field nor a key of the grain's type, nor one of an older version or a peer (OMS-L-20).</param>
    /// <param name="value">The value, written as it is. Null writes nothing.</param>
    /// <exception cref="OmsException"><c>ERR_SCHEMA</c>: the name is taken.</exception>
    public void WriteExtra(string name, OmsValue value)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_map.FindName(name) >= 0 || _map.FindKey(name) >= 0)
            Throw.Fault(OmsErrorCode.Schema, "OMS-6-5", "A custom field has the name or key of a known one", -1, name);
        if (!_options.Restore) LegacyRules.CheckName(_type, name);
        WriteVerbatim(name, value);
    }

    /// <summary>Finishes the grain into a caller's buffer.</summary>
    /// <param name="destination">Room for the blob.</param>
    /// <param name="address">The content address.</param>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="OmsException">The grain breaks a rule of its type, or a limit.</exception>
    /// <exception cref="ArgumentException">The destination is too short; the grain is dropped.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Finish(Span<byte> destination, out ContentAddress address)
    {
        ReadOnlySpan<byte> blob = Complete(destination);
        if (blob.Length > destination.Length)
        {
            Dispose();
            Throw.DestinationTooShort();
        }
        if (!Unsafe.AreSame(in MemoryMarshal.GetReference(blob), in MemoryMarshal.GetReference(destination))) blob.CopyTo(destination);
        address = ContentAddress.Compute(blob);
        int length = blob.Length;
        Dispose();
        return length;
    }

    /// <summary>Finishes the grain into a growing buffer.</summary>
    /// <param name="destination">Receives the blob.</param>
    /// <returns>The content address.</returns>
    /// <exception cref="OmsException">The grain breaks a rule of its type, or a limit.</exception>
    public ContentAddress Finish(IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ReadOnlySpan<byte> blob = Complete();
        destination.Write(blob);
        ContentAddress address = ContentAddress.Compute(blob);
        Dispose();
        return address;
    }

    /// <summary>Finishes the grain into bytes of its own. Allocates.</summary>
    /// <returns>The blob and its address.</returns>
    /// <exception cref="OmsException">The grain breaks a rule of its type, or a limit.</exception>
    public GrainBlob ToBlob()
    {
        byte[] bytes = Complete().ToArray();
        Dispose();
        return GrainBlob.Adopt(bytes);
    }

    /// <summary>Gives the writer's memory back; an unfinished grain is dropped.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Dispose()
    {
        _state?.Return();
        _state = null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void CheckUsable()
    {
        if (_state is null || !_writer.IsBetweenEntries) RefuseUse();
    }

    private FieldDefinition WriteKey(Field field, OmsValueKind kind) => _map.Definitions[WriteKnownKey(field, kind).Slot];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref readonly KnownKey WriteKnownKey(Field field, OmsValueKind kind)
    {
        ref readonly KnownKey key = ref NoteField(field, kind);
        _writer.WriteKnownKey(key);
        return ref key;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref readonly KnownKey NoteField(Field field, OmsValueKind kind)
    {
        CheckUsable();
        ref readonly KnownKey key = ref _map.Known(field);
        if (key.Slot < 0) RefuseField(field);
        if (key.IsSuspect(kind)) _isSuspect = true;
        return ref key;
    }

    // Out of line: what makes their messages would otherwise be cleared and set up by every caller that never needs it.
    [DoesNotReturn]
    private readonly void RefuseUse()
    {
        if (_state is null) throw new ObjectDisposedException(nameof(GrainWriter));
        throw new InvalidOperationException("A value of this grain was refused; begin a new one.");
    }

    [DoesNotReturn]
    private readonly void RefuseField(Field field) => throw new ArgumentException($"A {_type} grain has no field {field.FullName}.", nameof(field));

    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    private static void RefuseType(GrainType type) =>
        Throw.Fault(OmsErrorCode.UnknownType, "OMS-3.1-10", $"Type byte 0x{(byte)type:x2} is not written");
}
