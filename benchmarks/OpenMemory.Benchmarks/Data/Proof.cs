using System.Runtime.CompilerServices;

namespace OpenMemory.Benchmarks;

/// <summary>What stands before each comparison: both sides do the same work, or nothing is measured.</summary>
internal static class Proof
{
    /// <summary>Refuses to go on unless something holds.</summary>
    /// <param name="holds">What must hold.</param>
    /// <param name="what">The text of it, given by the compiler.</param>
    /// <exception cref="InvalidOperationException">It does not hold.</exception>
    internal static void That(bool holds, [CallerArgumentExpression(nameof(holds))] string what = "")
    {
        if (!holds) throw new InvalidOperationException($"The work is not the same, and nothing was measured: {what}");
    }
}
