process.env.CDK_VALIDATION='false';
const cdk=require('aws-cdk-lib'); const ssm=require('aws-cdk-lib/aws-ssm');
const mode=process.argv[2], N=+process.argv[3]||1800;
const text=JSON.stringify({a:'x'.repeat(2800)});
class R extends cdk.Resource { constructor(s,id,n){ super(s,id,{physicalName:n}); const r=new ssm.CfnDocument(this,'Resource',{content:{},documentFormat:'JSON',documentType:'Automation',name:n,updateMethod:'NewVersion'}); r.addPropertyOverride('Content',text);} }
const t0=process.cpuUsage();
const app=new cdk.App({outdir:'/tmp/bench-out-floor'}); const stacks=[];
for(let i=0;i<N;i++){ if(i%450===0) stacks.push(new cdk.Stack(app,'S'+(stacks.length||''))); const stack=stacks[stacks.length-1];
 if(mode==='l2') new R(stack,'D'+i,'Doc-'+i);
 else { const r=new ssm.CfnDocument(stack,'D'+i,{content:{},documentFormat:'JSON',documentType:'Automation',name:'Doc-'+i,updateMethod:'NewVersion'}); if(mode==='l1') r.addPropertyOverride('Content',text); if(mode==='l1p') r._cfnProperties; }
}
const t1=process.cpuUsage(t0); app.synth(); const t2=process.cpuUsage(t0);
console.log(mode,'construct',Math.round((t1.user+t1.system)/1000),'total',Math.round((t2.user+t2.system)/1000));
