export * from '/_static/echarts/${echarts.version}/dist/echarts.esm.min.js';
