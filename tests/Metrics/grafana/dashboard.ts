// The dashboards of deploy/grafana in Grafana's types: the panels that they use, each with its own options, and Prometheus queries.
import type { AnnotationQuery, Dashboard, DataQuery, FieldConfigSource, Panel, RowPanel, VariableModel } from '@grafana/schema';
import type { Options as BarGauge } from '@grafana/schema/dist/esm/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen';
import type { Options as Stat } from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type { FieldConfig as TimelineField, Options as Timeline } from '@grafana/schema/dist/esm/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen';
import type { FieldConfig as TableField, Options as Table } from '@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen';
import type { FieldConfig as SeriesField, Options as Series } from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';

// JSON has the values of enumerations, not their names.
type Json<T> = T extends string ? `${T}` : T extends object ? { [K in keyof T]: Json<T[K]> } : T;

interface PrometheusQuery extends DataQuery {
  expr: string;
  editorMode?: 'code';
  format?: 'time_series' | 'table' | 'heatmap';
  instant?: boolean;
  interval?: string;
  legendFormat?: string;
  range?: boolean;
}

type PanelOf<Type, Options, Field = Record<string, never>> = Omit<Panel, 'type' | 'options' | 'fieldConfig' | 'targets'> & {
  type: Type;
  title: string;
  description: string;
  options: Options;
  fieldConfig: FieldConfigSource<Field>;
  targets: PrometheusQuery[];
};

type PrometheusDashboard = Omit<Dashboard, 'panels' | 'annotations' | 'templating'> & {
  uid: string;
  panels: Array<
    | PanelOf<'bargauge', BarGauge>
    | PanelOf<'stat', Stat>
    | PanelOf<'state-timeline', Timeline, TimelineField>
    | PanelOf<'table', Table, TableField>
    | PanelOf<'timeseries', Series, SeriesField>
    | RowPanel>;
  annotations: { list: Array<AnnotationQuery<PrometheusQuery>> };
  templating: { list: VariableModel[] };
};
