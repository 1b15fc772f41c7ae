namespace OpenMemory.Store;

/// <summary>What a grant allows (§12.6): a closed set, of which none implies another.</summary>
[Flags]
public enum GrantVerbs : ushort
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>admin</c>: to write grants, lift holds, receive replicas and read the audit chain.</summary>
    Admin = 1,

    /// <summary><c>delete</c>: to delete single grains by their address.</summary>
    Delete = 2,

    /// <summary><c>erase</c>: to erase everything about a person, or what withdrawn Consents make due. Always granted explicitly (OMS-12.6.3-3).</summary>
    Erase = 4,

    /// <summary><c>loop.apply</c>: to apply Recommendations and to roll them back.</summary>
    LoopApply = 8,

    /// <summary><c>loop.review</c>: to approve, reject and reopen Recommendations.</summary>
    LoopReview = 16,

    /// <summary><c>loop.run</c>: to run the loop that makes Recommendations.</summary>
    LoopRun = 32,

    /// <summary><c>read</c>: to get, query and search grains.</summary>
    Read = 64,

    /// <summary><c>supersede</c>: to supersede, contradict and confirm grains.</summary>
    Supersede = 128,

    /// <summary><c>write</c>: to put grains.</summary>
    Write = 256,
}
