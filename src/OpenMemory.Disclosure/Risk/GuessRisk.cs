namespace OpenMemory.Disclosure;

/// <summary>How easily somebody who has only the hash finds the value by trying.</summary>
public enum GuessRisk
{
    /// <summary>Trying is not expected to find it.</summary>
    Low,

    /// <summary>Somebody with machines or with knowledge of the person may find it.</summary>
    Elevated,

    /// <summary>Anybody finds it: the possible values are few.</summary>
    High,
}
