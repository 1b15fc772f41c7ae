namespace OpenMemory;

/// <summary>The one exception that leaves this library for bad bytes, bad texts and broken rules.</summary>
public sealed class OmsException : Exception
{
    /// <summary>Makes an exception for a fault.</summary>
    /// <param name="fault">What is wrong.</param>
    public OmsException(OmsFault fault)
        : base(fault.ToString()) => Fault = fault;

    /// <summary>Makes an exception for a fault that another exception revealed.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="innerException">What revealed it.</param>
    public OmsException(OmsFault fault, Exception? innerException)
        : base(fault.ToString(), innerException) => Fault = fault;

    /// <summary>What is wrong, with code, rule, offset and field.</summary>
    public OmsFault Fault { get; }

    /// <summary>The code of <see cref="Fault"/>.</summary>
    public OmsErrorCode Code => Fault.Code;
}
