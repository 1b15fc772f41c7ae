namespace OpenMemory.Cli.Tests;

/// <summary>When a writer is killed.</summary>
internal enum KillMoment
{
    /// <summary>After a time that may be any of its run.</summary>
    Random,

    /// <summary>When its temporary file appears.</summary>
    Created,

    /// <summary>When its temporary file has reached a part of its size, which is also where it is flushed.</summary>
    Grown,

    /// <summary>When the new file is in place, before the command ends.</summary>
    Replaced,
}
