namespace OpenMemory.Fuzzing;

/// <summary>What the library must say to an input.</summary>
internal enum Verdict
{
    Open,
    Accepted,
    Refused,
}
