using System.Globalization;

namespace OpenMemory.Fuzzing;

/// <summary>The command line.</summary>
internal sealed record FuzzOptions
{
    internal const string Usage = """
        usage: OpenMemory.Fuzz [--kind bytes|structure|compatible|files|envelopes|all] [--cases N] [--seed S] [--workers W] [--forever] [--case I]
          --kind      what to make: changed vectors, grains from a grammar, such grains with the
                      habits of older versions and peers, .mg files, changed envelopes,
                      or each of them (default: all)
          --cases     cases of each kind (default: 1000000)
          --seed      the run; case I of seed S is always the same bytes (default: 1)
          --workers   threads (default: one per core)
          --forever   go on until something breaks
          --case      make and check this one case only, and print it
        exit code: 0 nothing was found, 1 something was, 2 wrong usage
        """;

    private static readonly IFuzzKind[] s_kinds = [new ByteCases(), new StructureCases(), new CompatibleCases(), new FileCases(), new EnvelopeCases()];

    internal IReadOnlyList<IFuzzKind> Kinds { get; init; } = s_kinds;

    internal long Cases { get; init; } = 1_000_000;

    internal long Seed { get; init; } = 1;

    internal int Workers { get; init; } = Environment.ProcessorCount;

    internal bool IsEndless { get; init; }

    internal long? Only { get; init; }

    /// <summary>Reads the arguments; null when they are wrong.</summary>
    internal static FuzzOptions? Parse(string[] arguments)
    {
        FuzzOptions options = new();
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--forever")
            {
                options = options with { IsEndless = true };
                continue;
            }
            if (i + 1 == arguments.Length || options.With(arguments[i], arguments[++i]) is not { } changed) return null;
            options = changed;
        }
        return options;
    }

    private FuzzOptions? With(string name, string value)
    {
        if (name == "--kind")
        {
            IFuzzKind[] kinds = [.. s_kinds.Where(kind => value == "all" || kind.Name == value)];
            return kinds.Length == 0 ? null : this with { Kinds = kinds };
        }
        if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)) return null;
        return name switch
        {
            "--seed" => this with { Seed = number },
            "--cases" when number > 0 => this with { Cases = number },
            "--workers" when number is > 0 and <= 1024 => this with { Workers = (int)number },
            "--case" when number >= 0 => this with { Only = number },
            _ => null,
        };
    }
}
