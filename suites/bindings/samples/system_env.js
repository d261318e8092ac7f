// Script bindings, "Reference ESVs in scripts", as a next-generation script.
var property = systemEnv.getProperty('esv.sample.variable');
var fallback = systemEnv.getProperty('esv.sample.missing', 'otherwise');
var double = systemEnv.getProperty('esv.sample.double', '0.5', java.lang.Double);
var bool = systemEnv.getProperty('esv.sample.bool', false, java.lang.Boolean);
var integer = systemEnv.getProperty('esv.sample.int', 34, java.lang.Integer);
var map = systemEnv.getProperty('esv.sample.map', '{"key":"value"}', java.util.Map);
action.goTo("true");
