namespace OpenMemory.Store;

/// <summary>A write that was demanded ended in an outcome other than success, which is no error of the bytes.</summary>
public sealed class WriteRefusedException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="result">What became of the write.</param>
    public WriteRefusedException(WriteResult result)
        : base(MessageOf(result)) => Result = result;

    /// <summary>What became of the write.</summary>
    public WriteResult Result { get; }

    private static string MessageOf(in WriteResult result) => result.Outcome switch
    {
        WriteOutcome.Conflict => "Another grain superseded it first",
        WriteOutcome.Deleted => "The grain was deleted from this store, and is not taken back",
        WriteOutcome.NotFound => "The store does not hold the grain",
        WriteOutcome.NotAuthorized => "The principal's grants do not allow it",
        _ => "The write was refused",
    };
}
