namespace OpenMemory.Fuzzing;

/// <summary>A case that breaks something.</summary>
/// <param name="Kind">The kind of cases.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Number">The case.</param>
/// <param name="Origin">How its input was made.</param>
/// <param name="What">What does not hold.</param>
/// <param name="Bytes">The input.</param>
internal sealed record Finding(string Kind, long Seed, long Number, string Origin, string What, byte[] Bytes)
{
    public override string ToString() =>
        $"FINDING: kind {Kind}, seed {Seed}, case {Number} ({Origin})\n{What}\nhex: {Convert.ToHexStringLower(Bytes)}";
}
