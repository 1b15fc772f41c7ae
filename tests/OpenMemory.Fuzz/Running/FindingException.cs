namespace OpenMemory.Fuzzing;

/// <summary>Something that must hold for an input does not.</summary>
internal sealed class FindingException(string message) : Exception(message)
{
    /// <exception cref="FindingException">The condition is false.</exception>
    internal static void Unless(bool condition, string message)
    {
        if (!condition) throw new FindingException(message);
    }
}
