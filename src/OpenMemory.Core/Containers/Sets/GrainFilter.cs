using System.Text;

namespace OpenMemory;

/// <summary>
/// What a grain must be; everything that is not set matches, so the default filter matches every grain. Unlike
/// <see cref="GrainHeaderFilter"/> it is exact: namespace, user and time are those of the payload, whatever the header says
/// (OMS-3.1-5), and nothing that a lying header could hide is passed over.
/// </summary>
/// <remarks>
/// A sealed grain has no readable namespace and user, so it matches no filter that names one; its time is its header's second,
/// and a blanked one has none.
/// </remarks>
public sealed record GrainFilter
{
    private readonly WantedText _namespace, _userId;

    /// <summary>The types, one of which it must have; null for all.</summary>
    public IReadOnlyCollection<GrainType>? Types { get; init; }

    /// <summary>The namespace, compared in normalization form C. The empty text matches grains without one .</summary>
    public string? Namespace
    {
        get => _namespace.Text;
        init => _namespace = new(value);
    }

    /// <summary>The <c>user_id</c>, compared in normalization form C. The empty text matches grains without one.</summary>
    public string? UserId
    {
        get => _userId.Text;
        init => _userId = new(value);
    }

    /// <summary>The earliest <c>created_at</c>, inclusive.</summary>
    public EpochMilliseconds? From { get; init; }

    /// <summary>The latest <c>created_at</c>, exclusive.</summary>
    public EpochMilliseconds? To { get; init; }

    /// <summary>The lowest sensitivity. Grains that are read have at least that of their tags (OMS-13.4-2).</summary>
    public Sensitivity MinSensitivity { get; init; }

    /// <summary>The highest sensitivity; all by default.</summary>
    public Sensitivity MaxSensitivity { get; init; } = Sensitivity.Phi;

    /// <summary>
    /// Leaves out grains that the file's index manifest names as superseded. That is the word of whoever made the file
    /// (see <see cref="ManifestImport"/>).
    /// </summary>
    public bool CurrentOnly { get; init; }

    /// <summary>The addresses, one of which it must have; null for all.</summary>
    public IReadOnlySet<ContentAddress>? Addresses { get; init; }

    /// <summary>Matches exactly the grains that would not match otherwise.</summary>
    public bool Invert { get; init; }

    /// <summary>Whether a grain matches.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="address">Its content address.</param>
    /// <param name="state">What an index knows of it; <see cref="IndexState.Default"/> where there is none.</param>
    /// <returns>True when it does.</returns>
    public bool Matches(GrainView grain, ContentAddress address, IndexState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return MatchesAll(grain, address, state) != Invert;
    }

    /// <summary>Whether a grain of a file matches, with the state that the file's manifest gives it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="index">0 … <see cref="MgFileReader.Count"/> − 1.</param>
    /// <param name="options">How to read the grain; strict by default.</param>
    /// <returns>True when it does.</returns>
    /// <exception cref="OmsException">The grain is not sound; the offset counts as in <see cref="MgFileReader.OffsetOf"/>.</exception>
    public bool Matches(MgFileReader file, int index, GrainReadOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ReadOnlySpan<byte> blob = file[index];
        GrainView view = SetGrain.Parse(file, index, blob, options);
        ContentAddress address = MgElement.AddressOf(blob);
        return Matches(view, address, file.Manifest?[address] ?? IndexState.Default);
    }

    private bool MatchesAll(GrainView grain, in ContentAddress address, IndexState state) =>
        (Types is null || Types.Contains(grain.Type)) &&
        grain.Header.Sensitivity >= MinSensitivity &&
        grain.Header.Sensitivity <= MaxSensitivity &&
        !(CurrentOnly && state.SupersededBy is not null) &&
        (Addresses is null || Addresses.Contains(address)) &&
        MatchesTime(grain) &&
        (_namespace.Text is null || (!grain.IsSealed && _namespace.Matches(SetGrain.Namespace(grain)))) &&
        (_userId.Text is null || (!grain.IsSealed && _userId.Matches(SetGrain.UserId(grain))));

    private bool MatchesTime(GrainView grain)
    {
        if (From is null && To is null) return true;
        return SetGrain.TryGetTime(grain, out long time) && (From is not { } from || time >= from.Value) && (To is not { } to || time < to.Value);
    }

    /// <summary>A text that grains are compared with; equal texts make equal filters.</summary>
    private readonly struct WantedText(string? text) : IEquatable<WantedText>
    {
        private readonly byte[] _normalized = Nfc.Normalized(Encoding.UTF8.GetBytes(text ?? "")).ToArray();

        internal string? Text { get; } = text;

        internal bool Matches(ReadOnlySpan<byte> utf8) => Nfc.Normalized(utf8).SequenceEqual(_normalized);

        public bool Equals(WantedText other) => Text == other.Text;

        public override bool Equals(object? obj) => obj is WantedText other && Equals(other);

        public override int GetHashCode() => Text?.GetHashCode(StringComparison.Ordinal) ?? 0;
    }
}
