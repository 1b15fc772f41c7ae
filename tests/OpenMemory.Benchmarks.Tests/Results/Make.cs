namespace OpenMemory.Benchmarks.Tests;

/// <summary>Results as a run would give them.</summary>
internal static class Make
{
    internal static Machine Machine { get; } = new("Test processor", "AVX2", 2, ".NET 10");

    /// <summary>A row on a machine whose calibration takes so long.</summary>
    internal static ResultRow Row(string name, double nanoseconds, double calibration = 1000, double bytes = 0, double spread = 0.02, string parameters = "") =>
        new(name, parameters, "grain", nanoseconds, nanoseconds, calibration, nanoseconds / calibration, spread, bytes);

    internal static ResultSet Set(params ResultRow[] rows) => new(Machine, "2026-01-31", rows);
}
