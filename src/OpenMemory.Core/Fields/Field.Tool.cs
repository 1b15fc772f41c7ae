namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>tool_phase</c>: definition | call | result | absent = complete (§6.5).</summary>
    public static Field ToolPhase => new(74);

    /// <summary><c>tool_name</c> (§6.5).</summary>
    public static Field ToolName => new(75);

    /// <summary><c>input</c>: Replaces arguments/args of 1.0-1.1 (§6.5).</summary>
    public static Field Input => new(76);

    /// <summary><c>is_error</c>: Replaces success/ok of 1.0-1.1 with inverted polarity (§6.5).</summary>
    public static Field IsError => new(77);

    /// <summary><c>tool_call_id</c>: Links result to call (§6.5).</summary>
    public static Field ToolCallId => new(78);

    /// <summary><c>call_batch_id</c>: Groups parallel calls of one turn (§6.5).</summary>
    public static Field CallBatchId => new(79);

    /// <summary><c>tool_type</c>: client | server | builtin (§6.5).</summary>
    public static Field ToolType => new(80);

    /// <summary><c>tool_version</c> (§6.5).</summary>
    public static Field ToolVersion => new(81);

    /// <summary><c>execution_mode</c>: function_call | code_exec | computer_use (§6.5).</summary>
    public static Field ExecutionMode => new(82);

    /// <summary><c>code</c>: Executable code for code_exec (§6.5).</summary>
    public static Field Code => new(83);

    /// <summary><c>stdout</c>: Must be absent on definition and call (§6.5).</summary>
    public static Field Stdout => new(84);

    /// <summary><c>stderr</c>: Must be absent on definition and call (§6.5).</summary>
    public static Field Stderr => new(85);

    /// <summary><c>exit_code</c>: Must be absent on definition and call (§6.5).</summary>
    public static Field ExitCode => new(86);

    /// <summary><c>interpreter_id</c> (§6.5).</summary>
    public static Field InterpreterId => new(87);

    /// <summary><c>error</c>: Message used with is_error true (§6.5).</summary>
    public static Field Error => new(88);

    /// <summary><c>error_type</c> (§6.5).</summary>
    public static Field ErrorType => new(89);

    /// <summary><c>duration_ms</c>: Must be absent on definition and call (§6.5).</summary>
    public static Field DurationMs => new(90);

    /// <summary><c>parent_task_id</c>: Content address of the parent task grain (§6.5).</summary>
    public static Field ParentTaskId => new(91);

    /// <summary><c>tool_description</c> (§6.5).</summary>
    public static Field ToolDescription => new(92);

    /// <summary><c>input_schema</c>: JSON Schema (§6.5).</summary>
    public static Field InputSchema => new(93);

    /// <summary><c>output_schema</c>: JSON Schema (draft-07 compatible) (§6.5).</summary>
    public static Field OutputSchema => new(94);

    /// <summary><c>strict</c>: Definition only (§6.5).</summary>
    public static Field Strict => new(95);
}
