namespace OpenMemory;

public readonly partial struct Field
{
    /// <summary><c>tool_phase</c>: definition, call or result; absent means complete (§6.5).</summary>
    public static Field ToolPhase => new(74);

    /// <summary><c>tool_name</c>: Name of the tool (§6.5).</summary>
    public static Field ToolName => new(75);

    /// <summary><c>input</c>: Arguments of the call (§6.5).</summary>
    public static Field Input => new(76);

    /// <summary><c>is_error</c>: Whether the result is an error (§6.5).</summary>
    public static Field IsError => new(77);

    /// <summary><c>tool_call_id</c>: Links a result to its call (§6.5).</summary>
    public static Field ToolCallId => new(78);

    /// <summary><c>call_batch_id</c>: Groups parallel calls of one turn (§6.5).</summary>
    public static Field CallBatchId => new(79);

    /// <summary><c>tool_type</c>: client, server or builtin (§6.5).</summary>
    public static Field ToolType => new(80);

    /// <summary><c>tool_version</c>: Version of the tool (§6.5).</summary>
    public static Field ToolVersion => new(81);

    /// <summary><c>execution_mode</c>: function_call (also when absent), code_exec or computer_use (§6.5).</summary>
    public static Field ExecutionMode => new(82);

    /// <summary><c>code</c>: The code that was run (§6.5).</summary>
    public static Field Code => new(83);

    /// <summary><c>stdout</c>: Standard output; of results only (§6.5).</summary>
    public static Field Stdout => new(84);

    /// <summary><c>stderr</c>: Standard error; of results only (§6.5).</summary>
    public static Field Stderr => new(85);

    /// <summary><c>exit_code</c>: Exit code, may be negative; of results only (§6.5).</summary>
    public static Field ExitCode => new(86);

    /// <summary><c>interpreter_id</c>: Interpreter that ran the code (§6.5).</summary>
    public static Field InterpreterId => new(87);

    /// <summary><c>error</c>: Message of an error (§6.5).</summary>
    public static Field Error => new(88);

    /// <summary><c>error_type</c>: For example timeout, rate_limit, auth_failure, invalid_input (§6.5).</summary>
    public static Field ErrorType => new(89);

    /// <summary><c>duration_ms</c>: How long it took in milliseconds, not negative; of results only (§6.5).</summary>
    public static Field DurationMs => new(90);

    /// <summary><c>parent_task_id</c>: Address of the parent task (§6.5).</summary>
    public static Field ParentTaskId => new(91);

    /// <summary><c>tool_description</c>: What the tool does; of definitions (§6.5).</summary>
    public static Field ToolDescription => new(92);

    /// <summary><c>input_schema</c>: JSON Schema of the input; of definitions (§6.5).</summary>
    public static Field InputSchema => new(93);

    /// <summary><c>output_schema</c>: JSON Schema of the result; of definitions (§6.5).</summary>
    public static Field OutputSchema => new(94);

    /// <summary><c>strict</c>: Whether the schema is binding; of definitions (§6.5).</summary>
    public static Field Strict => new(95);
}
