using System.Text;
using OpenMemory.Erasure;

namespace OpenMemory.Store;

/// <summary>What callers say along with a write, bounded and well-formed before anything begins.</summary>
internal static class WriteChecks
{
    private const int MaxOperationId = 256, MaxActor = 1024, MaxJustification = 4096, MaxReason = 500;

    internal static void Check(WriteOptions? options)
    {
        if (options is null) return;
        Text(options.OperationId, MaxOperationId, nameof(options.OperationId), mayBeEmpty: false);
        Text(options.Actor, MaxActor, nameof(options.Actor), mayBeEmpty: false);
        UserId(options.UserId, nameof(options.UserId));
        if (options is SupersedeOptions supersede) Text(supersede.Justification, MaxJustification, nameof(supersede.Justification));
        if (options is ContradictOptions contradict) Text(contradict.Justification, MaxJustification, nameof(contradict.Justification));
        if (options is StatusOptions status) Text(status.Reason, MaxReason, nameof(status.Reason));
    }

    internal static void Check(SubjectOptions? options)
    {
        if (options is null) return;
        Text(options.Actor, MaxActor, nameof(options.Actor), mayBeEmpty: false);
        Text(options.Reason, MaxReason, nameof(options.Reason));
    }

    internal static void Check(RetentionOptions? options) => Text(options?.Actor, MaxActor, nameof(options.Actor), mayBeEmpty: false);

    /// <summary>Demands a name that keys can be derived from, so that no ring refuses it half-way.</summary>
    internal static void UserId(string? userId, string name)
    {
        Text(userId, int.MaxValue, name, mayBeEmpty: false);
        if (userId is not null && Nfc.Normalized(Encoding.UTF8.GetBytes(userId)).Length > KeyDerivation.MaxTextBytes)
            throw new ArgumentException($"The user is longer than {KeyDerivation.MaxTextBytes} bytes in UTF-8.", name);
    }

    /// <summary>Demands a text that fits and can be written.</summary>
    /// <exception cref="ArgumentException">It is too long, empty or no Unicode text.</exception>
    private static void Text(string? text, int maxLength, string name, bool mayBeEmpty = true)
    {
        if (text is null) return;
        if (text.Length > maxLength) throw new ArgumentException($"The text is longer than {maxLength} characters.", name);
        if (!mayBeEmpty && text.Length == 0) throw new ArgumentException("The text is empty.", name);
        if (!StrictUtf8.IsValid(text)) throw new ArgumentException("The text holds half of a surrogate pair.", name);
    }
}
