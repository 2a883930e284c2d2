const s=document.querySelector('script[data-js]'); const m=await import(new URL(s.dataset.js, location.href)); await m.default({module_or_path:new URL(s.dataset.wasm, location.href)});
