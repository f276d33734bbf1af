using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Activation.Api.Alerts;
using Activation.Api.Destinations;
using Activation.Api.Events;
using Activation.Api.Health;
using Activation.Api.Imports;
using Activation.Api.Privacy;
using Activation.Api.Problems;
using Activation.Api.Profiles;
using Activation.Api.Segments;
using Activation.Api.Syncs;
using Activation.Delivery;
using Activation.Delivery.Accounts;
using Activation.Delivery.DeadLetters;
using Activation.Destinations;
using Activation.Governance.Policies;
using Activation.Governance.Privacy;
using Activation.Import;
using Activation.Monitoring.Alerts;
using Activation.Monitoring.Audit;
using Activation.Monitoring.Funnel;
using Activation.Profiles;
using Activation.Segments;
using Activation.Segments.Explanations;
using Activation.Segments.History;
using Activation.Sync;
using Activation.Sync.Members;

namespace Activation.Api.Json;

/// <summary>The API's JSON: camelCase, strict in what it takes.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    PropertyNameCaseInsensitive = false,
    NumberHandling = JsonNumberHandling.Strict,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    MaxDepth = RuleLimits.JsonDepth,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SourceDefinition))]
[JsonSerializable(typeof(SegmentDefinition))]
[JsonSerializable(typeof(TraitDefinition))]
[JsonSerializable(typeof(DestinationDefinition))]
[JsonSerializable(typeof(DestinationRequest))]
[JsonSerializable(typeof(DestinationHealth))]
[JsonSerializable(typeof(SyncDefinition))]
[JsonSerializable(typeof(SyncState))]
[JsonSerializable(typeof(SyncGovernance))]
[JsonSerializable(typeof(PolicyDefinition))]
[JsonSerializable(typeof(ListAnswer<PolicyDefinition>))]
[JsonSerializable(typeof(ImportRecord))]
[JsonSerializable(typeof(ImportAccepted))]
[JsonSerializable(typeof(EventSchemaAnswer))]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(RunRequest))]
[JsonSerializable(typeof(RunAccepted))]
[JsonSerializable(typeof(BatchRecord))]
[JsonSerializable(typeof(ReplayRequest))]
[JsonSerializable(typeof(ReplayResult))]
[JsonSerializable(typeof(PreviewRequest))]
[JsonSerializable(typeof(ExplainRequest))]
[JsonSerializable(typeof(PreviewOverlap))]
[JsonSerializable(typeof(PreviewChange))]
[JsonSerializable(typeof(IReadOnlyList<PreviewAudience>))]
[JsonSerializable(typeof(RuleExplanation))]
[JsonSerializable(typeof(SegmentVersion))]
[JsonSerializable(typeof(SegmentImpact))]
[JsonSerializable(typeof(ListAnswer<SegmentVersion>))]
[JsonSerializable(typeof(ListAnswer<PopulationPoint>))]
[JsonSerializable(typeof(ExpressionRequest))]
[JsonSerializable(typeof(ExpressionAnswer))]
[JsonSerializable(typeof(IReadOnlyList<RuleWarning>))]
[JsonSerializable(typeof(DestinationTypeAnswer))]
[JsonSerializable(typeof(CheckAnswer))]
[JsonSerializable(typeof(ProfileAnswer))]
[JsonSerializable(typeof(LookupRequest))]
[JsonSerializable(typeof(PrivacyRequestBody))]
[JsonSerializable(typeof(PrivacyAccepted))]
[JsonSerializable(typeof(PrivacyRequest))]
[JsonSerializable(typeof(SuppressionsAnswer))]
[JsonSerializable(typeof(ListAnswer<PrivacyRequest>))]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(AlertRule))]
[JsonSerializable(typeof(AlertRuleRequest))]
[JsonSerializable(typeof(ListAnswer<Alert>))]
[JsonSerializable(typeof(SyncFunnel))]
[JsonSerializable(typeof(AudienceAnswer))]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(AuditVerification))]
[JsonSerializable(typeof(ListAnswer<AuditEntry>))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(ListAnswer<JsonObject>))]
[JsonSerializable(typeof(ListAnswer<ImportRecord>))]
[JsonSerializable(typeof(ListAnswer<RunRecord>))]
[JsonSerializable(typeof(ListAnswer<RunMember>))]
[JsonSerializable(typeof(ListAnswer<BatchRecord>))]
[JsonSerializable(typeof(ListAnswer<DestinationTypeAnswer>))]
[JsonSerializable(typeof(ListAnswer<ProfileAnswer>))]
internal sealed partial class ApiJson : JsonSerializerContext;
