namespace OpenMemory;

/// <summary>
/// A grain as an object: an immutable record whose properties carry the specification's names. Make one with an initializer,
/// turn it into bytes with <see cref="ToBlob"/>, change a copy with <c>with</c>. A grain that was read and is written again
/// without change gives the same bytes (OMS-4.5-3).
/// </summary>
public abstract partial record Grain : FieldMap
{
    private Received? _received;
    private Sensitivity _sensitivity;
    private bool _isSigned;
    private PayloadEncoding _encoding;

    private protected Grain(GrainType type) => Type = type;

    /// <summary>Copies for a <c>with</c> expression.</summary>
    /// <param name="original">What is copied.</param>
    protected Grain(Grain original)
        : base(original)
    {
        Type = original.Type;
        _received = original._received;
        _sensitivity = original._sensitivity;
        _isSigned = original._isSigned;
        _encoding = original._encoding;
    }

    /// <summary>What is known of the blob that a grain was read from, for as long as the grain is unchanged.</summary>
    private sealed record Received(string? DeclaredType, GrainHeader? Header, GrainBlob? Blob, GrainBlob? Enveloped);

    /// <summary>The type of the header byte.</summary>
    public GrainType Type { get; }

    /// <summary>The canonical 1.6 name of the type; null for types without a schema.</summary>
    public string? TypeName => Type.ToText();

    /// <summary>The type string: the blob's own where the grain was read (an older name stays), else the canonical one.</summary>
    public string DeclaredType => (_received is null ? TypeName : _received.DeclaredType) ?? GetText("t") ?? "";

    /// <summary>The type string to write; null where the grain has none, or keeps it among its raw fields.</summary>
    internal string? WrittenType => _received is null or { Blob: not null } ? TypeName : _received.DeclaredType;

    /// <summary>The least sensitivity of the header; tags may raise it further (OMS-13.4-1). Of a grain that was read: the header's.</summary>
    public Sensitivity Sensitivity
    {
        get => _sensitivity;
        init
        {
            _sensitivity = value;
            Changed();
        }
    }

    /// <summary>Whether the grain is to be delivered inside an envelope only (OMS-9.2-2).</summary>
    public bool IsSigned
    {
        get => _isSigned;
        init
        {
            _isSigned = value;
            Changed();
        }
    }

    /// <summary>
    /// How the grain is written; the other encoding is another grain, with another address (OMS-16.2-4). A copy in another
    /// encoding is a changed copy, to which all rules for authors apply; <see cref="GrainBlob.Transcode"/> keeps the fields as they are.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to what is no encoding.</exception>
    public PayloadEncoding Encoding
    {
        get => _encoding;
        init
        {
            EncodingRule.Require(value);
            _encoding = value;
            Changed();
        }
    }

    /// <summary>Fields that the specification does not know for this type; preserved as they are (OMS-6-3).</summary>
    /// <exception cref="ArgumentException">Set with the name of a field that the type has.</exception>
    public OmsMap Extra
    {
        get => new(Fields.Where(entry => !IsKnown(entry.Key)));
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (string name in Fields.Keys.Where(name => !IsKnown(name)).ToArray()) Set(name, OmsValue.Null);
            foreach ((string name, OmsValue extra) in value)
            {
                if (IsKnown(name)) throw new ArgumentException($"{name} is a field of a {TypeName}: set its property.", nameof(value));
                Set(name, extra);
            }
        }
    }

    /// <summary>Writes the grain: canonical bytes and their address.</summary>
    /// <param name="limits">Size and depth, for example a device profile's; <see cref="CodecLimits.Untrusted"/> by default.</param>
    /// <returns>The blob.</returns>
    /// <exception cref="OmsException">The grain breaks a rule of its type, or a limit.</exception>
    public GrainBlob ToBlob(CodecLimits limits = default) => GrainEncoder.Encode(this, limits);

    /// <summary>All fields by full name, <c>type</c> included; raw keys for types without a schema.</summary>
    /// <returns>A new map.</returns>
    public OmsMap ToFields()
    {
        if (!Type.HasSchema()) return CopyFields();
        Dictionary<string, OmsValue> fields = new(StringComparer.Ordinal);
        if (WrittenType is { } type) fields["type"] = type;
        foreach ((string name, OmsValue value) in Fields) fields[name] = value;
        return OmsMap.Adopt(fields);
    }

    /// <summary>Compares fields, type and header.</summary>
    /// <param name="other">The other grain.</param>
    /// <returns>Whether both would be written as the same bytes, normalization aside.</returns>
    public virtual bool Equals(Grain? other) =>
        base.Equals(other) && Type == other!.Type && DeclaredType == other.DeclaredType
        && Sensitivity == other.Sensitivity && IsSigned == other.IsSigned && Encoding == other.Encoding
        && Equals(ReceivedBlob, other.ReceivedBlob);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Type);

    /// <inheritdoc/>
    public sealed override string ToString() => base.ToString();

    /// <summary>The fields and their values.</summary>
    internal IReadOnlyDictionary<string, OmsValue> AllFields => Fields;

    /// <summary>Whether the grain is as it was read, so that no rule for authors applies.</summary>
    internal bool IsReceived => _received is not null;

    /// <summary>The header that the grain was read with.</summary>
    internal GrainHeader? ReceivedHeader => _received?.Header;

    /// <summary>The bytes that the grain was read from, where no writer makes them: read in the Compatible mode, or compressed.</summary>
    internal GrainBlob? ReceivedBlob => _received?.Blob;

    /// <summary>The bytes that the grain was read from and the envelope in which they came; null where there was none.</summary>
    internal GrainBlob? ReceivedEnveloped => _received?.Enveloped;

    /// <summary>Fills a new grain.</summary>
    internal Grain Filled(Dictionary<string, OmsValue> fields)
    {
        Adopt(fields);
        return this;
    }

    /// <summary>Fills a new grain of an author's that takes the place of another one.</summary>
    internal Grain Filled(Dictionary<string, OmsValue> fields, Sensitivity sensitivity, PayloadEncoding encoding)
    {
        Adopt(fields);
        (_sensitivity, _encoding) = (sensitivity, encoding);
        return this;
    }

    /// <summary>Fills a new grain with what a reader found.</summary>
    internal Grain Filled(Dictionary<string, OmsValue> fields, string? declaredType, GrainHeader? header, PayloadEncoding encoding = default, GrainBlob? blob = null, GrainBlob? enveloped = null)
    {
        Adopt(fields);
        _received = new Received(declaredType, header, blob, enveloped);
        _encoding = encoding;
        _sensitivity = header?.Sensitivity ?? default;
        _isSigned = header is { } known && (known.Flags & GrainFlags.Signed) != 0;
        return this;
    }

    private protected override void Changed() => _received = null;

    private bool IsKnown(string name) => EffectiveMap.For((byte)Type).FindName(name) >= 0;
}
