namespace OpenMemory.Erasure;

/// <summary>What a store has under a name.</summary>
public enum UserSaltState : byte
{
    /// <summary>Nothing: no such user yet.</summary>
    None = 0,

    /// <summary>A salt.</summary>
    Active = 1,

    /// <summary>A tombstone: the salt was destroyed.</summary>
    Destroyed = 2,
}
