namespace OpenMemory;

public abstract partial record Grain
{
    /// <summary>Reads a blob, or the envelope around one, which the grain keeps as long as it is unchanged.</summary>
    /// <param name="blob">All bytes of the blob or of the envelope. No signature is verified.</param>
    /// <param name="options">How to read; strict by default.</param>
    /// <returns>One of the thirteen kinds, or <see cref="CustomGrain"/>, or <see cref="UnknownGrain"/>.</returns>
    /// <exception cref="OmsException">The blob or the envelope is not sound, or the grain is sealed.</exception>
    public static Grain Read(ReadOnlySpan<byte> blob, GrainReadOptions options = default) => ReadWith(blob, options, null);

    /// <summary>
    /// Reads a blob whose payload may be one compressed frame: flag bit 2 without bit 1. Nothing writes such blobs; the grain
    /// keeps the stored bytes and their address, which <see cref="ToBlob"/> gives as long as it is unchanged.
    /// </summary>
    /// <param name="blob">All bytes of the blob or of the envelope.</param>
    /// <param name="options">How to read. The limits hold for the stored and for the expanded blob.</param>
    /// <param name="codec">The compression: zstd, by the ruling. Blobs that are not compressed are read without it.</param>
    /// <returns>One of the thirteen kinds, or <see cref="CustomGrain"/>, or <see cref="UnknownGrain"/>.</returns>
    /// <exception cref="OmsException">
    /// The frame or what it holds is not sound, the blob is sealed, or the codec is not installed. From 9 on, offsets of faults inside
    /// the expanded payload count in the expanded blob.
    /// </exception>
    public static Grain Read(ReadOnlySpan<byte> blob, GrainReadOptions options, IMgCodec codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        return ReadWith(blob, options, codec);
    }

    /// <summary>Makes an author's grain from full field names, <c>type</c> included. Its rules are checked when it is written.</summary>
    /// <param name="fields">The fields.</param>
    /// <returns>The grain.</returns>
    /// <exception cref="OmsException"><c>ERR_NO_TYPE</c>, <c>ERR_UNKNOWN_TYPE</c>, or <c>ERR_SCHEMA</c> for an older type name.</exception>
    public static Grain FromFields(OmsMap fields)
    {
        GrainType type = TypeOf(fields, out bool isOld);
        if (isOld) Throw.Fault(OldTypeName(type));
        return New(type).Filled(WithoutType(fields));
    }

    /// <summary>
    /// Rebuilds a grain that exists already from what a reader returned: an older type name is kept, numbers keep their
    /// kind, and no rule for authors applies.
    /// </summary>
    /// <param name="fields">The fields by full name, <c>type</c> included; raw keys where <paramref name="type"/> is given.</param>
    /// <param name="type">The type byte of a grain without a schema.</param>
    /// <param name="sensitivity">The header's sensitivity, where it is higher than the tags demand.</param>
    /// <param name="isSigned">Whether the header's signed flag is set.</param>
    /// <param name="encoding">How the payload is written.</param>
    /// <returns>The grain.</returns>
    /// <exception cref="OmsException"><c>ERR_NO_TYPE</c> or <c>ERR_UNKNOWN_TYPE</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such encoding.</exception>
    public static Grain Restore(OmsMap fields, GrainType? type = null, Sensitivity sensitivity = Sensitivity.Public, bool isSigned = false, PayloadEncoding encoding = PayloadEncoding.MessagePack)
    {
        ArgumentNullException.ThrowIfNull(fields);
        EncodingRule.Require(encoding);
        Grain grain = type is { } given && !given.HasSchema()
            ? New(given).Filled(fields.ToDictionary(), null, null)
            : New(TypeOf(fields, out _)).Filled(WithoutType(fields), Text(fields, "type"), null);
        (grain._sensitivity, grain._isSigned, grain._encoding) = (sensitivity, isSigned, encoding);
        return grain;
    }

    /// <summary>An empty grain of a type.</summary>
    internal static Grain New(GrainType type) => type switch
    {
        GrainType.Fact => new Fact(),
        GrainType.Event => new Event(),
        GrainType.State => new State(),
        GrainType.Workflow => new Workflow(),
        GrainType.Tool => new Tool(),
        GrainType.Observation => new Observation(),
        GrainType.Goal => new Goal(),
        GrainType.Reasoning => new Reasoning(),
        GrainType.Consensus => new Consensus(),
        GrainType.Consent => new Consent(),
        GrainType.Skill => new Skill(),
        GrainType.Recommendation => new Recommendation(),
        GrainType.Trigger => new Trigger(),
        _ when type.IsApplicationType() => new CustomGrain((byte)type),
        _ => new UnknownGrain((byte)type),
    };

    /// <summary>Why an author's grain must not have an older name of its type.</summary>
    internal static OmsFault OldTypeName(GrainType type) =>
        new(OmsErrorCode.Schema, "OMS-L-20", $"An older type name is not written; the 1.6 name is {type.ToText()}", -1, "type");

    /// <summary>Sets the encoding of a grain that nobody else holds.</summary>
    internal Grain In(PayloadEncoding encoding)
    {
        _encoding = encoding;
        return this;
    }

    private static Grain ReadWith(ReadOnlySpan<byte> delivered, in GrainReadOptions options, IMgCodec? codec) =>
        DeliveredReader.Read(delivered, options, null, codec, out _);

    private static GrainType TypeOf(OmsMap fields, out bool isOld)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (!fields.TryGetValue("type", out OmsValue value) || value.IsNull)
            Throw.Fault(OmsErrorCode.NoType, "OMS-8-2", "The grain has no type", -1, "type");
        if (value.Kind != OmsValueKind.Text) Throw.Fault(OmsErrorCode.Schema, "R-27", "The type is not a text", -1, "type");
        if (!GrainTypes.TryParse(value.AsText(), out GrainType type, out isOld))
            Throw.Fault(OmsErrorCode.UnknownType, "R-22", "The type is not known", -1, "type");
        return type;
    }

    private static string Text(OmsMap fields, string key) =>
        fields.TryGetValue(key, out OmsValue value) && value.Kind == OmsValueKind.Text ? value.AsText() : "";

    private static Dictionary<string, OmsValue> WithoutType(OmsMap fields)
    {
        Dictionary<string, OmsValue> rest = fields.ToDictionary();
        rest.Remove("type");
        return rest;
    }
}
