namespace OpenMemory.Erasure;

/// <summary>
/// Somebody asked to seal for a user whose key was destroyed. Nothing was sealed: a destroyed user gets a new key only through
/// <see cref="UserKeyRing.RekeyDestroyedUser"/>. The message does not name the user.
/// </summary>
public sealed class UserKeyDestroyedException : InvalidOperationException
{
    /// <summary>Makes the exception.</summary>
    public UserKeyDestroyedException()
        : base("The user's key was destroyed. Call RekeyDestroyedUser if the user is to be remembered again.")
    {
    }
}
