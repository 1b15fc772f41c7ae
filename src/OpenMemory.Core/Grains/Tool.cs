namespace OpenMemory;

/// <summary>A tool's definition, a call of it, its result, or both at once (§8.5).</summary>
public sealed record Tool : Grain
{
    /// <summary>Makes an empty grain, to be filled by an initializer.</summary>
    public Tool()
        : base(GrainType.Tool)
    {
    }

    /// <summary><c>tool_phase</c>: definition, call or result; absent means complete (§6.5).</summary>
    public string? ToolPhase
    {
        get => GetText("tool_phase");
        init => Set("tool_phase", value);
    }

    /// <summary><c>tool_name</c>: Name of the tool (§6.5).</summary>
    public string? ToolName
    {
        get => GetText("tool_name");
        init => Set("tool_name", value);
    }

    /// <summary><c>input</c>: Arguments of the call (§6.5).</summary>
    public OmsMap? Input
    {
        get => GetMap("input");
        init => Set("input", value);
    }

    /// <summary><c>content</c>: The result (§6.5).</summary>
    public OmsValue Content
    {
        get => GetValue("content");
        init => Set("content", value);
    }

    /// <summary><c>is_error</c>: Whether the result is an error (§6.5).</summary>
    public bool? IsError
    {
        get => GetBoolean("is_error");
        init => Set("is_error", Number(value, static flag => flag));
    }

    /// <summary><c>tool_call_id</c>: Links a result to its call (§6.5).</summary>
    public string? ToolCallId
    {
        get => GetText("tool_call_id");
        init => Set("tool_call_id", value);
    }

    /// <summary><c>call_batch_id</c>: Groups parallel calls of one turn (§6.5).</summary>
    public string? CallBatchId
    {
        get => GetText("call_batch_id");
        init => Set("call_batch_id", value);
    }

    /// <summary><c>tool_type</c>: client, server or builtin (§6.5).</summary>
    public string? ToolType
    {
        get => GetText("tool_type");
        init => Set("tool_type", value);
    }

    /// <summary><c>tool_version</c>: Version of the tool (§6.5).</summary>
    public string? ToolVersion
    {
        get => GetText("tool_version");
        init => Set("tool_version", value);
    }

    /// <summary><c>execution_mode</c>: function_call (also when absent), code_exec or computer_use (§6.5).</summary>
    public string? ExecutionMode
    {
        get => GetText("execution_mode");
        init => Set("execution_mode", value);
    }

    /// <summary><c>code</c>: The code that was run (§6.5).</summary>
    public string? Code
    {
        get => GetText("code");
        init => Set("code", value);
    }

    /// <summary><c>stdout</c>: Standard output; of results only (§6.5).</summary>
    public string? Stdout
    {
        get => GetText("stdout");
        init => Set("stdout", value);
    }

    /// <summary><c>stderr</c>: Standard error; of results only (§6.5).</summary>
    public string? Stderr
    {
        get => GetText("stderr");
        init => Set("stderr", value);
    }

    /// <summary><c>exit_code</c>: Exit code, may be negative; of results only (§6.5).</summary>
    public long? ExitCode
    {
        get => GetInteger("exit_code");
        init => Set("exit_code", Number(value, static number => number));
    }

    /// <summary><c>interpreter_id</c>: Interpreter that ran the code (§6.5).</summary>
    public string? InterpreterId
    {
        get => GetText("interpreter_id");
        init => Set("interpreter_id", value);
    }

    /// <summary><c>error</c>: Message of an error (§6.5).</summary>
    public string? Error
    {
        get => GetText("error");
        init => Set("error", value);
    }

    /// <summary><c>error_type</c>: For example timeout, rate_limit, auth_failure, invalid_input (§6.5).</summary>
    public string? ErrorType
    {
        get => GetText("error_type");
        init => Set("error_type", value);
    }

    /// <summary><c>duration_ms</c>: How long it took in milliseconds, not negative; of results only (§6.5).</summary>
    public long? DurationMs
    {
        get => GetInteger("duration_ms");
        init => Set("duration_ms", Number(value, static number => number));
    }

    /// <summary><c>parent_task_id</c>: Address of the parent task (§6.5).</summary>
    public string? ParentTaskId
    {
        get => GetText("parent_task_id");
        init => Set("parent_task_id", value);
    }

    /// <summary><c>tool_description</c>: What the tool does; of definitions (§6.5).</summary>
    public string? ToolDescription
    {
        get => GetText("tool_description");
        init => Set("tool_description", value);
    }

    /// <summary><c>input_schema</c>: JSON Schema of the input; of definitions (§6.5).</summary>
    public OmsMap? InputSchema
    {
        get => GetMap("input_schema");
        init => Set("input_schema", value);
    }

    /// <summary><c>output_schema</c>: JSON Schema of the result; of definitions (§6.5).</summary>
    public OmsMap? OutputSchema
    {
        get => GetMap("output_schema");
        init => Set("output_schema", value);
    }

    /// <summary><c>strict</c>: Whether the schema is binding; of definitions (§6.5).</summary>
    public bool? Strict
    {
        get => GetBoolean("strict");
        init => Set("strict", Number(value, static flag => flag));
    }
}
