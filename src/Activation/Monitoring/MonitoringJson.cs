using System.Text.Json;
using System.Text.Json.Serialization;
using Activation.Monitoring.Alerts;
using Activation.Monitoring.Audit;

namespace Activation.Monitoring;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(AlertRule))]
[JsonSerializable(typeof(Alert))]
internal sealed partial class MonitoringJson : JsonSerializerContext;
