namespace OpenMemory;

/// <summary>A connector, or one action of an interface (A.7). In a Trigger the fields stand in <c>config</c>.</summary>
public sealed record IntegrationProfile : ProfileFields
{
    /// <summary>Makes an empty profile, to be filled by an initializer.</summary>
    public IntegrationProfile()
    {
    }

    /// <summary>Reads the entries of a map whose keys begin with <c>int:</c>.</summary>
    /// <param name="map">For example a <c>context</c>; what the profile does not register is kept, other keys are left out.</param>
    public IntegrationProfile(OmsMap map)
        : base(DomainProfile.Integration, map)
    {
    }

    /// <inheritdoc/>
    public override DomainProfile Profile => DomainProfile.Integration;

    /// <summary><c>int:base_url</c>: Where the interface is.</summary>
    public string? BaseUrl
    {
        get => GetText("int:base_url");
        init => Set("int:base_url", value);
    }

    /// <summary><c>int:http_method</c>: <c>GET</c>, <c>POST</c>, <c>PUT</c>, <c>PATCH</c> or <c>DELETE</c>.</summary>
    public string? HttpMethod
    {
        get => GetText("int:http_method");
        init => Set("int:http_method", value);
    }

    /// <summary><c>int:http_path</c>: Path with <c>{name}</c> for each of <see cref="PathParams"/>.</summary>
    public string? HttpPath
    {
        get => GetText("int:http_path");
        init => Set("int:http_path", value);
    }

    /// <summary><c>int:path_params</c>: Names in <see cref="HttpPath"/>, all of them (OMS-A.7-1).</summary>
    public IReadOnlyList<string>? PathParams
    {
        get => GetTexts("int:path_params");
        init => SetList("int:path_params", value, static text => text);
    }

    /// <summary><c>int:query_params</c>: Names of query parameters.</summary>
    public IReadOnlyList<string>? QueryParams
    {
        get => GetTexts("int:query_params");
        init => SetList("int:query_params", value, static text => text);
    }

    /// <summary><c>int:body_params</c>: Names of body parameters.</summary>
    public IReadOnlyList<string>? BodyParams
    {
        get => GetTexts("int:body_params");
        init => SetList("int:body_params", value, static text => text);
    }

    /// <summary><c>int:response_mapping</c>: jq expression over the response (OMS-A.7-1).</summary>
    public string? ResponseMapping
    {
        get => GetText("int:response_mapping");
        init => Set("int:response_mapping", value);
    }

    /// <summary><c>int:auth_type</c>: For example <c>oauth2</c>; an open list, recommended.</summary>
    public string? AuthType
    {
        get => GetText("int:auth_type");
        init => Set("int:auth_type", value);
    }

    /// <summary><c>int:auth_scopes</c>: OAuth scopes that are needed.</summary>
    public IReadOnlyList<string>? AuthScopes
    {
        get => GetTexts("int:auth_scopes");
        init => SetList("int:auth_scopes", value, static text => text);
    }

    /// <summary><c>int:read_only</c>: Whether nothing is changed outside.</summary>
    public bool? ReadOnly
    {
        get => GetBoolean("int:read_only");
        init => Set("int:read_only", Number(value, static flag => flag));
    }

    /// <summary><c>int:connector</c>: The connector, for example <c>github</c>; recommended.</summary>
    public string? Connector
    {
        get => GetText("int:connector");
        init => Set("int:connector", value);
    }

    /// <summary><c>int:docs_url</c>: Documentation.</summary>
    public string? DocsUrl
    {
        get => GetText("int:docs_url");
        init => Set("int:docs_url", value);
    }

    /// <summary><c>int:rate_limit</c>: Requests per minute; advice only (OMS-A.7-3).</summary>
    public long? RateLimit
    {
        get => GetInteger("int:rate_limit");
        init => Set("int:rate_limit", Number(value, static number => number));
    }

    /// <summary><c>int:category</c>: For example <c>crm</c>.</summary>
    public string? Category
    {
        get => GetText("int:category");
        init => Set("int:category", value);
    }

    /// <summary><c>int:sunset_date</c>: ISO 8601 date on which the action ends.</summary>
    public string? SunsetDate
    {
        get => GetText("int:sunset_date");
        init => Set("int:sunset_date", value);
    }

    /// <summary><c>int:content_type</c>: Media type of the request.</summary>
    public string? ContentType
    {
        get => GetText("int:content_type");
        init => Set("int:content_type", value);
    }

    /// <summary><c>int:poll_interval_secs</c>: Seconds between polls.</summary>
    public long? PollIntervalSecs
    {
        get => GetInteger("int:poll_interval_secs");
        init => Set("int:poll_interval_secs", Number(value, static number => number));
    }

    /// <summary><c>int:cursor_field</c>: Field for fetching what is new.</summary>
    public string? CursorField
    {
        get => GetText("int:cursor_field");
        init => Set("int:cursor_field", value);
    }

    /// <summary><c>int:cursor_type</c>: <c>timestamp</c>, <c>id</c> or <c>etag</c>.</summary>
    public string? CursorType
    {
        get => GetText("int:cursor_type");
        init => Set("int:cursor_type", value);
    }

    /// <summary><c>int:webhook_path</c>: Path that receives the call.</summary>
    public string? WebhookPath
    {
        get => GetText("int:webhook_path");
        init => Set("int:webhook_path", value);
    }

    /// <summary><c>int:webhook_secret_header</c>: Header with the signature.</summary>
    public string? WebhookSecretHeader
    {
        get => GetText("int:webhook_secret_header");
        init => Set("int:webhook_secret_header", value);
    }

    /// <summary><c>int:cron_expression</c>: Cron expression.</summary>
    public string? CronExpression
    {
        get => GetText("int:cron_expression");
        init => Set("int:cron_expression", value);
    }

    /// <summary><c>int:timezone</c>: IANA time zone.</summary>
    public string? Timezone
    {
        get => GetText("int:timezone");
        init => Set("int:timezone", value);
    }

    /// <summary><c>int:config_schema</c>: JSON Schema of the configuration.</summary>
    public OmsMap? ConfigSchema
    {
        get => GetMap("int:config_schema");
        init => Set("int:config_schema", value);
    }

    /// <summary><c>int:event_schema</c>: JSON Schema of the events.</summary>
    public OmsMap? EventSchema
    {
        get => GetMap("int:event_schema");
        init => Set("int:event_schema", value);
    }

    /// <summary><c>int:allowed_outbound_hosts</c>: Where the connector may go: see <see cref="Outbound"/>.</summary>
    public IReadOnlyList<string>? AllowedOutboundHosts
    {
        get => GetTexts("int:allowed_outbound_hosts");
        init => SetList("int:allowed_outbound_hosts", value, static text => text);
    }

    /// <summary>Where the connector may go (OMS-A.7-2). A list of another kind than the specification's allows nothing.</summary>
    public OutboundHosts Outbound => GetValue("int:allowed_outbound_hosts").IsNull ? OutboundHosts.Unrestricted : new OutboundHosts(AllowedOutboundHosts ?? []);

    /// <summary>Reads the profile's fields from a grain, whether or not it declares the profile.</summary>
    /// <param name="grain">The grain.</param>
    /// <returns>The fields; null where the grain has none and does not declare the profile.</returns>
    public static IntegrationProfile? Of(Grain grain) => Read(grain, DomainProfile.Integration, static map => new IntegrationProfile(map));
}
