using System.Text.Json;
using System.Text.Json.Serialization;
using Activation.Monitoring.Audit;

namespace Activation.Monitoring;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditEntry))]
internal sealed partial class MonitoringJson : JsonSerializerContext;
