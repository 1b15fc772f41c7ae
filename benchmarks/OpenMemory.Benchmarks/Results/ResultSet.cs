using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenMemory.Benchmarks;

/// <summary>The figures of one run, with what they were measured on.</summary>
/// <param name="Machine">What they were measured on.</param>
/// <param name="Date">The day, as 2026-01-31.</param>
/// <param name="Rows">The figures.</param>
internal sealed record ResultSet(Machine Machine, string Date, IReadOnlyList<ResultRow> Rows)
{
    /// <summary>The version of the format.</summary>
    internal const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true,
    };

    /// <summary>The version of the format that this was written in.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Reads a file, or all files of results in a folder; of rows that stand in several of them the best is taken.</summary>
    /// <exception cref="InvalidDataException">There is no such file, or it does not hold results.</exception>
    internal static ResultSet Read(string path)
    {
        string[] files = Directory.Exists(path) ? [.. Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal)] : [path];
        if (files.Length == 0) throw new InvalidDataException($"{path} holds no results");
        ResultSet[] sets = [.. files.Select(ReadFile)];
        return sets[^1] with { Rows = [.. sets.SelectMany(static set => set.Rows).GroupBy(static row => row.Key).Select(static rows => Pool([.. rows]))] };
    }

    /// <summary>Writes the file; folders are made.</summary>
    internal void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, JsonSerializer.Serialize(this, s_json).ReplaceLineEndings("\n") + "\n");
    }

    private static ResultSet ReadFile(string file)
    {
        try
        {
            ResultSet set = JsonSerializer.Deserialize<ResultSet>(File.ReadAllBytes(file), s_json) ?? throw new InvalidDataException($"{file} is empty");
            if (set.Format != CurrentFormat) throw new InvalidDataException($"{file} is of format {set.Format}, not {CurrentFormat}");
            return set.Rows.FirstOrDefault(static row => !(row.Ratio > 0)) is { } bad ? throw new InvalidDataException($"{file}: {bad.Key} has no time") : set;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{file}: {e.Message}", e);
        }
    }

    /// <summary>
    /// The best of several processes: one may have its code or data where hashing is a fifth slower, several hardly all.
    /// </summary>
    private static ResultRow Pool(ResultRow[] rows)
    {
        ResultRow best = rows.MinBy(static row => row.Ratio)!;
        double nanoseconds = rows.Min(static row => row.Nanoseconds), calibration = rows.Min(static row => row.CalibrationNanoseconds);
        return best with
        {
            Nanoseconds = nanoseconds,
            CalibrationNanoseconds = calibration,
            Ratio = best.IsBest ? nanoseconds / calibration : best.Ratio,
            MedianNanoseconds = rows.Min(static row => row.MedianNanoseconds),
            LimitNanoseconds = rows.Min(static row => row.LimitNanoseconds),
            AllocatedBytes = rows.Max(static row => row.AllocatedBytes),
        };
    }
}
