namespace OpenMemory.Fuzzing;

/// <summary>One input, and what is known of it before the library sees it.</summary>
/// <param name="Bytes">The input.</param>
/// <param name="Origin">How it was made, for a person.</param>
/// <param name="Expected">What the library must say to it.</param>
/// <param name="Options">How it is read.</param>
/// <param name="IsHeaderDerived">The payload says everything that the header does, so JSON carries all of it.</param>
internal readonly record struct FuzzCase(
    byte[] Bytes, string Origin, Expectation Expected, GrainReadOptions Options = default, bool IsHeaderDerived = false);
